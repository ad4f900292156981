namespace GradCam.Runs.Tests.Plans;

/// <summary>No option can decide what a run writes without standing in what a resumed run compares.</summary>
public sealed class SettingCatalogTests
{
    private static readonly Type[] Types = [typeof(RunOptions), typeof(ExplainOptions), typeof(ExplainerOptions)];

    /// <summary>For each option, options in which it is another than by default.</summary>
    private static readonly Dictionary<string, RunOptions> Changed = new()
    {
        ["ExplainOptions.Variant"] = Maps(new ExplainOptions { Variant = Variant.Original }),
        ["ExplainOptions.LayerName"] = Maps(new ExplainOptions { LayerName = "layer3" }),
        ["ExplainOptions.ClassId"] = Maps(new ExplainOptions { ClassId = 0 }),
        ["ExplainOptions.Pictures"] = Maps(new ExplainOptions { Pictures = [GradCam.Rendering.PictureKind.Cam] }),
        ["ExplainOptions.OutputSize"] = Maps(new ExplainOptions { OutputSize = OutputSize.Original }),
        ["ExplainerOptions.InputSize"] = Loading(new ExplainerOptions { InputSize = 224 }),
        ["ExplainerOptions.Mean"] = Loading(new ExplainerOptions { Mean = [0.5f, 0.5f, 0.5f] }),
        ["ExplainerOptions.Std"] = Loading(new ExplainerOptions { Std = [0.5f, 0.5f, 0.5f] }),
        ["ExplainerOptions.ClassNames"] = Loading(new ExplainerOptions { ClassNames = ["a"] }),
        ["ExplainerOptions.Threads"] = Loading(new ExplainerOptions { Threads = 1023 }),
        ["ExplainerOptions.FoldNorms"] = Loading(new ExplainerOptions { FoldNorms = false }),
        ["RunOptions.JpegQuality"] = new RunOptions { JpegQuality = 94 },
        ["RunOptions.Batch"] = new RunOptions { Batch = 2 },
    };

    [Fact]
    public void EveryOption_IsRecordedOrSaidNotToDecide()
    {
        IEnumerable<string> options = Types.SelectMany(type => type.GetProperties()
            .Where(property => !property.GetMethod!.IsStatic)
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

    private static RunOptions Loading(ExplainerOptions loading) => new() { Loading = loading };
}
