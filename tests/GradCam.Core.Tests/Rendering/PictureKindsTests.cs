using GradCam.Rendering;

namespace GradCam.Core.Tests.Rendering;

public sealed class PictureKindsTests
{
    [Fact]
    public void Key_OfAll_AreTheSixKeysOfTheCommandLine() =>
        Assert.Equal(["heatmap", "cam", "heatmap++", "cam++", "gb", "cam_gb"], PictureKinds.All.Select(PictureKinds.Key));

    [Fact]
    public void Parse_EveryKey_GivesItsKind() =>
        Assert.Equal(PictureKinds.All, PictureKinds.All.Select(kind => PictureKinds.Parse(PictureKinds.Key(kind).ToUpperInvariant())));

    [Fact]
    public void Parse_MistypedKey_NamesTheNearest()
    {
        var refusal = Assert.Throws<UsageException>(() => PictureKinds.Parse("heatmop"));

        Assert.Contains("'heatmop' does not exist (did you mean heatmap", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("cam_gb", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_OfNoKind_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => PictureKinds.Key((PictureKind)6));
}
