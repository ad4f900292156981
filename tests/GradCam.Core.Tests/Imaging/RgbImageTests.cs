using GradCam.Imaging;

namespace GradCam.Core.Tests.Imaging;

public sealed class RgbImageTests
{
    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(2, -1, 6)]
    [InlineData(2, 2, 11)]
    public void Constructor_BytesThatDoNotFitTheSides_AreRefused(int width, int height, int length) =>
        Assert.ThrowsAny<ArgumentException>(() => new RgbImage(width, height, new byte[length]));
}
