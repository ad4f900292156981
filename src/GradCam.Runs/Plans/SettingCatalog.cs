using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Rendering;

namespace GradCam.Runs;

/// <summary>
/// Which options decide what a run writes, and so stand in its <c>run.json</c>. An option of <see cref="RunOptions"/>, <see cref="ExplainOptions"/>,
/// <see cref="DrawingOptions"/>, <see cref="ResultOptions"/> or <see cref="LoadOptions"/> that is in neither list fails a test.
/// </summary>
internal static class SettingCatalog
{
    /// <summary>The setting that names the metrics.</summary>
    public const string Metric = "metric";

    /// <summary>The setting that says what random numbers start from.</summary>
    public const string Seed = "seed";

    /// <summary>The setting that says how files are packed.</summary>
    public const string Pack = "pack";

    /// <summary>The setting that says whether maps are checked.</summary>
    public const string Check = "check";

    private const string Unchosen = "default";

    /// <summary>The options that are recorded, in the order of the file; a null value is not written.</summary>
    public static IReadOnlyList<RunSetting> Recorded { get; } =
    [
        Map(nameof(ExplainOptions.Variant), "variant", maps => maps.Variant.Name),
        Map(nameof(ExplainOptions.Layers), "layer-name", maps => maps.Layers.Count == 0 ? Unchosen : string.Join(',', maps.Layers)),
        Map(nameof(ExplainOptions.Targets), "class-id", maps => maps.Targets is [{ Count: 1 }] ? "predicted" : string.Join(',', maps.Targets)),
        Map(nameof(ExplainOptions.Pictures), "only", maps => string.Join(',', maps.Pictures.Select(kind => kind.Key))),
        Map(nameof(ExplainOptions.Methods), "method", maps => maps.Methods.Count == 0 ? null : string.Join(',', maps.Methods.Select(MethodCatalog.TextOf))),
        Map(nameof(ExplainOptions.Versus), "versus", maps => maps.Versus?.ToString()),
        Map(nameof(ExplainOptions.Fuse), "fuse", maps => maps.Fuse == LayerFusion.None ? null : maps.Fuse.ToString().ToLowerInvariant()),
        Map(nameof(ExplainOptions.Seed), Seed, maps => maps.Seed == 0 ? null : Text(maps.Seed)),
        Map(nameof(ExplainOptions.MemoryBudget), "memory", maps => maps.MemoryBudget == ExplainOptions.Default.MemoryBudget ? null : maps.MemoryBudget.ToString(CultureInfo.InvariantCulture)),
        Map(nameof(ExplainOptions.Check), Check, maps => Switch(maps.Check)),
        Draw(nameof(DrawingOptions.Colormap), "colormap", drawing => drawing.Colormap == Colormap.Jet ? null : ColourTables.Names[(int)drawing.Colormap]),
        Draw(nameof(DrawingOptions.OverlayShare), "overlay", drawing => drawing.OverlayShare?.ToString(CultureInfo.InvariantCulture)),
        Draw(nameof(DrawingOptions.BoxesFrom), "boxes", drawing => drawing.BoxesFrom?.ToString(CultureInfo.InvariantCulture)),
        Draw(nameof(DrawingOptions.Smooth), "smooth", drawing => Switch(drawing.Smooth)),
        Load(nameof(LoadOptions.Fit), "fit", loading => loading.Fit?.ToString().ToLowerInvariant()),
        Load(nameof(LoadOptions.InputSize), "input-size", loading => loading.InputSize is { } side ? Text(side) : Unchosen),
        Map(nameof(ExplainOptions.OutputSize), "output-size", maps => maps.OutputSize == OutputSize.Input ? "input" : "original"),
        Load(nameof(LoadOptions.Mean), "mean", loading => Numbers(loading.Mean)),
        Load(nameof(LoadOptions.Std), "std", loading => Numbers(loading.Std)),
        Load(nameof(LoadOptions.ClassNames), "labels", loading => loading.ClassNames is { } names ? Hash(string.Join('\n', names)) : Unchosen),
        Write(nameof(ResultOptions.JpegQuality), "jpeg-quality", results => Text(results.JpegQuality)),
        Write(nameof(ResultOptions.Png), "png", results => Switch(results.Png)),
        Write(nameof(ResultOptions.Arrays), "arrays", results => Switch(results.Arrays)),
        Write(nameof(ResultOptions.RawMaps), "raw-maps", results => Switch(results.RawMaps)),
        Write(nameof(ResultOptions.Json), "json", results => Switch(results.Json)),
        new($"{nameof(RunOptions)}.{nameof(RunOptions.Pack)}", Pack, options => options.Pack is { } pictures ? $"tar:{Text(pictures)}" : null),
        new($"{nameof(RunOptions)}.{nameof(RunOptions.Batch)}", "batch", options => options.Batch is { } batch ? Text(batch) : Unchosen),
        new($"{nameof(RunOptions)}.{nameof(RunOptions.Threads)}", "threads", options => Text(options.Threads)),
        new($"{nameof(RunOptions)}.{nameof(RunOptions.Evaluation)}", Metric, options => options.Evaluation?.Settings),
        Load(nameof(LoadOptions.Device), "device", loading => loading.Device is null or "cpu" ? null : loading.Device),
        Load(nameof(LoadOptions.FoldNorms), "fold-norms", loading => loading.FoldNorms ? null : "off"),
    ];

    /// <summary>The options that are not, each with the reason.</summary>
    public static IReadOnlyDictionary<string, string> NotRecorded { get; } = new Dictionary<string, string>
    {
        [$"{nameof(RunOptions)}.{nameof(RunOptions.Maps)}"] = "its own options are",
        [$"{nameof(ExplainOptions)}.{nameof(ExplainOptions.Drawing)}"] = "its own options are",
        [$"{nameof(RunOptions)}.{nameof(RunOptions.Loading)}"] = "its own options are",
        [$"{nameof(RunOptions)}.{nameof(RunOptions.Results)}"] = "its own options are",
        [$"{nameof(ExplainOptions)}.{nameof(ExplainOptions.SkipUnserved)}"] = "without it what is left out is refused, and there are no results",
        [$"{nameof(LoadOptions)}.{nameof(LoadOptions.Network)}"] = "each network of the plan is, with its weights",
        [$"{nameof(LoadOptions)}.{nameof(LoadOptions.Weights)}"] = "follows from each network's weights, which are",
        [$"{nameof(LoadOptions)}.{nameof(LoadOptions.PublishedByDefault)}"] = "follows from each network's weights, which are",
    };

    /// <summary>The SHA-256 of a text, as it stands in the file.</summary>
    public static string Hash(string text) => $"sha256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static RunSetting Map(string option, string name, Func<ExplainOptions, string?> value) =>
        new($"{nameof(ExplainOptions)}.{option}", name, options => value(options.Maps));

    private static RunSetting Draw(string option, string name, Func<DrawingOptions, string?> value) =>
        new($"{nameof(DrawingOptions)}.{option}", name, options => value(options.Maps.Drawing));

    private static RunSetting Load(string option, string name, Func<LoadOptions, string?> value) =>
        new($"{nameof(LoadOptions)}.{option}", name, options => value(options.Loading));

    private static RunSetting Write(string option, string name, Func<ResultOptions, string?> value) =>
        new($"{nameof(ResultOptions)}.{option}", name, options => value(options.Results));

    private static string? Switch(bool isOn) => isOn ? "on" : null;

    private static string Numbers(IEnumerable<float>? numbers) =>
        numbers is null ? Unchosen : string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
