using GradCam.Methods;
using GradCam.Rendering;

namespace GradCam.Core.Tests.Rendering;

public sealed class PictureCatalogTests
{
    [Fact]
    public void Six_OfTheOriginalProgram_HaveTheKeysOfTheCommandLine() =>
        Assert.Equal(["heatmap", "cam", "heatmap++", "cam++", "gb", "cam_gb"], PictureCatalog.Six.Select(kind => kind.Key));

    [Fact]
    public void Find_EveryKey_GivesItsKind() =>
        Assert.Equal(PictureCatalog.Six, PictureCatalog.Six.Select(kind => PictureCatalog.Find(kind.Key.ToUpperInvariant())));

    [Fact]
    public void Find_MistypedKey_NamesTheNearest()
    {
        var refusal = Assert.Throws<UsageException>(() => PictureCatalog.Find("heatmop"));

        Assert.Contains("'heatmop' does not exist (did you mean heatmap", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("cam_gb", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Six_AreDrawnOfMethodsOfTheCatalogue() =>
        Assert.All(PictureCatalog.Six.SelectMany(kind => kind.Methods), key => Assert.Equal(key, MethodCatalog.Find(key).Key));

    [Theory]
    [InlineData("gradcam", new[] { "heatmap", "cam" })]
    [InlineData("gradcam++", new[] { "heatmap++", "cam++" })]
    [InlineData("guided", new[] { "gb", "signed-guided" })]
    [InlineData("guidedgradcam", new[] { "cam_gb", "signed-guidedgradcam" })]
    public void For_AMethodOfTheSix_GivesTheSixsOwn(string method, string[] keys) =>
        Assert.Equal(keys, PictureCatalog.For(MethodCatalog.Find(method)).Select(kind => kind.Key));
}
