using GradCam.Imaging;

namespace GradCam.Core.Tests.Imaging;

public sealed class JetColoursTests
{
    [Fact]
    public void Apply_EveryLevel_GivesTheColoursThatPythonsOpenCvGives()
    {
        byte[] levels = [.. Enumerable.Range(0, 256).Select(level => (byte)level)];

        Assert.Equal(TestPictures.Fixture("jet.rgb"), JetColours.Apply(levels, 256, 1).Pixels);
    }

    [Fact]
    public void Apply_Ends_AreDarkBlueAndDarkRed() =>
        Assert.Equal([0, 0, 128, 128, 0, 0], JetColours.Apply([0, 255], 2, 1).Pixels);

    [Fact]
    public void Apply_LevelsThatDoNotFitTheSides_AreRefused() =>
        Assert.Throws<ArgumentException>(() => JetColours.Apply([1, 2, 3], 2, 2));
}
