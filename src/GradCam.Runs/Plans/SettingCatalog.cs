using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GradCam.Rendering;

namespace GradCam.Runs;

/// <summary>
/// Which options decide what a run writes, and so stand in its <c>run.json</c>. An option of <see cref="RunOptions"/>, <see cref="ExplainOptions"/>
/// or <see cref="ExplainerOptions"/> that is in neither list fails a test.
/// </summary>
internal static class SettingCatalog
{
    private const string Unchosen = "default";

    /// <summary>The options that are recorded, in the order of the file; a null value is not written.</summary>
    public static IReadOnlyList<RunSetting> Recorded { get; } =
    [
        Map(nameof(ExplainOptions.Variant), "variant", maps => maps.Variant.Name),
        Map(nameof(ExplainOptions.LayerName), "layer-name", maps => maps.LayerName ?? Unchosen),
        Map(nameof(ExplainOptions.ClassId), "class-id", maps => maps.ClassId is { } id ? Text(id) : "predicted"),
        Map(nameof(ExplainOptions.Pictures), "only", maps => string.Join(',', maps.Pictures.Order().Select(PictureKinds.Key))),
        Load(nameof(ExplainerOptions.InputSize), "input-size", loading => loading.InputSize is { } side ? Text(side) : Unchosen),
        Map(nameof(ExplainOptions.OutputSize), "output-size", maps => maps.OutputSize == OutputSize.Input ? "input" : "original"),
        Load(nameof(ExplainerOptions.Mean), "mean", loading => Numbers(loading.Mean)),
        Load(nameof(ExplainerOptions.Std), "std", loading => Numbers(loading.Std)),
        Load(nameof(ExplainerOptions.ClassNames), "labels", loading => loading.ClassNames is { } names ? Hash(string.Join('\n', names)) : Unchosen),
        new($"{nameof(RunOptions)}.{nameof(RunOptions.JpegQuality)}", "jpeg-quality", options => Text(options.JpegQuality)),
        new($"{nameof(RunOptions)}.{nameof(RunOptions.Batch)}", "batch", options => options.Batch is { } batch ? Text(batch) : Unchosen),
        Load(nameof(ExplainerOptions.Threads), "threads", loading => Text(loading.Threads ?? Environment.ProcessorCount)),
        Load(nameof(ExplainerOptions.FoldNorms), "fold-norms", loading => loading.FoldNorms ? null : "off"),
    ];

    /// <summary>The options that are not, each with the reason.</summary>
    public static IReadOnlyDictionary<string, string> NotRecorded { get; } = new Dictionary<string, string>
    {
        [$"{nameof(RunOptions)}.{nameof(RunOptions.Maps)}"] = "its own options are",
        [$"{nameof(RunOptions)}.{nameof(RunOptions.Loading)}"] = "its own options are",
        [$"{nameof(ExplainerOptions)}.{nameof(ExplainerOptions.PublishedByDefault)}"] = "follows from each network's weights, which are",
    };

    /// <summary>The SHA-256 of a text, as it stands in the file.</summary>
    public static string Hash(string text) => $"sha256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static RunSetting Map(string option, string name, Func<ExplainOptions, string?> value) =>
        new($"{nameof(ExplainOptions)}.{option}", name, options => value(options.Maps));

    private static RunSetting Load(string option, string name, Func<ExplainerOptions, string?> value) =>
        new($"{nameof(ExplainerOptions)}.{option}", name, options => value(options.Loading));

    private static string Numbers(IEnumerable<float>? numbers) =>
        numbers is null ? Unchosen : string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
