using System.Reflection;
using GradCam.Imaging;
using GradCam.Rendering;

namespace GradCam.Runs.Tests.Plans;

/// <summary>No option can decide what a run writes without standing in what a resumed run compares.</summary>
public sealed class SettingCatalogTests
{
    private static readonly Type[] Types = [typeof(RunOptions), typeof(ExplainOptions), typeof(DrawingOptions), typeof(LoadOptions), typeof(ResultOptions)];

    /// <summary>For each option, options in which it is another than by default.</summary>
    private static readonly Dictionary<string, RunOptions> Changed = new()
    {
        ["ExplainOptions.Variant"] = Maps(new ExplainOptions { Variant = Variant.Original }),
        ["ExplainOptions.Layers"] = Maps(new ExplainOptions { Layers = ["layer3"] }),
        ["ExplainOptions.Targets"] = Maps(new ExplainOptions { Targets = [0] }),
        ["ExplainOptions.Pictures"] = Maps(new ExplainOptions { Pictures = [GradCam.Rendering.PictureCatalog.Cam] }),
        ["ExplainOptions.OutputSize"] = Maps(new ExplainOptions { OutputSize = OutputSize.Original }),
        ["DrawingOptions.Colormap"] = Drawing(new DrawingOptions { Colormap = Colormap.Turbo }),
        ["DrawingOptions.OverlayShare"] = Drawing(new DrawingOptions { OverlayShare = 0.5f }),
        ["DrawingOptions.BoxesFrom"] = Drawing(new DrawingOptions { BoxesFrom = 0.15f }),
        ["DrawingOptions.Smooth"] = Drawing(new DrawingOptions { Smooth = true }),
        ["ResultOptions.Png"] = Results(new ResultOptions { Png = true }),
        ["LoadOptions.InputSize"] = Loading(new LoadOptions { InputSize = 224 }),
        ["LoadOptions.Mean"] = Loading(new LoadOptions { Mean = [0.5f, 0.5f, 0.5f] }),
        ["LoadOptions.Std"] = Loading(new LoadOptions { Std = [0.5f, 0.5f, 0.5f] }),
        ["LoadOptions.ClassNames"] = Loading(new LoadOptions { ClassNames = ["a"] }),
        ["LoadOptions.Device"] = Loading(new LoadOptions { Device = "cuda" }),
        ["ExplainOptions.Methods"] = Maps(new ExplainOptions { Methods = [new GradCam.Methods.GradCamMethod()] }),
        ["ExplainOptions.Versus"] = Maps(new ExplainOptions { Versus = 1 }),
        ["ExplainOptions.Fuse"] = Maps(new ExplainOptions { Fuse = LayerFusion.Mean }),
        ["ExplainOptions.Seed"] = Maps(new ExplainOptions { Seed = 1 }),
        ["ExplainOptions.MemoryBudget"] = Maps(new ExplainOptions { MemoryBudget = 1 }),
        ["ExplainOptions.Check"] = Maps(new ExplainOptions { Check = true }),
        ["LoadOptions.Fit"] = Loading(new LoadOptions { Fit = GradCam.Networks.PictureFit.Pad }),
        ["RunOptions.Threads"] = new RunOptions { Threads = 1023 },
        ["LoadOptions.FoldNorms"] = Loading(new LoadOptions { FoldNorms = false }),
        ["ResultOptions.JpegQuality"] = Results(new ResultOptions { JpegQuality = 94 }),
        ["ResultOptions.Arrays"] = Results(new ResultOptions { Arrays = true }),
        ["ResultOptions.RawMaps"] = Results(new ResultOptions { RawMaps = true }),
        ["ResultOptions.Json"] = Results(new ResultOptions { Json = true }),
        ["RunOptions.Evaluation"] = new RunOptions { Evaluation = new EvaluationOptions { Metrics = [new DeletionMetric()] } },
        ["RunOptions.Batch"] = new RunOptions { Batch = 2 },
        ["RunOptions.Pack"] = new RunOptions { Pack = 2 },
    };

    [Fact]
    public void EveryOption_IsRecordedOrSaidNotToDecide()
    {
        IEnumerable<string> options = Types.SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(property => property.SetMethod is not null)
            .Select(property => $"{type.Name}.{property.Name}"));

        Assert.Equal(options.Order(), SettingCatalog.Recorded.Select(setting => setting.Option).Concat(SettingCatalog.NotRecorded.Keys).Order());
    }

    [Fact]
    public void EveryRecordedOption_Changed_ChangesItsSettingAlone()
    {
        Dictionary<string, string?> standard = Values(new RunOptions());

        Assert.Equal(SettingCatalog.Recorded.Select(setting => setting.Option).Order(), Changed.Keys.Order());
        Assert.All(Changed, changed => Assert.Equal(
            SettingCatalog.Recorded.Single(setting => setting.Option == changed.Key).Name,
            Assert.Single(Values(changed.Value), value => standard[value.Key] != value.Value).Key));
    }

    private static Dictionary<string, string?> Values(RunOptions options) =>
        SettingCatalog.Recorded.ToDictionary(setting => setting.Name, setting => setting.Value(options));

    private static RunOptions Maps(ExplainOptions maps) => new() { Maps = maps };

    private static RunOptions Drawing(DrawingOptions drawing) => Maps(new ExplainOptions { Drawing = drawing });

    private static RunOptions Results(ResultOptions results) => new() { Results = results };

    private static RunOptions Loading(LoadOptions loading) => new() { Loading = loading };
}
