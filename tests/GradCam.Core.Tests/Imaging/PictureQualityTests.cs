using GradCam.Imaging;

namespace GradCam.Core.Tests.Imaging;

public sealed class PictureQualityTests
{
    private static readonly RgbImage Pattern = TestPictures.Pattern();

    [Fact]
    public void Measure_EqualPictures_AreEqual()
    {
        var quality = PictureQuality.Measure(Pattern, TestPictures.Pattern());

        Assert.Equal(new PictureQuality(0, 0, double.PositiveInfinity, 1), quality);
        Assert.True(quality.IsIdentical);
    }

    [Fact]
    public void Measure_OneLevelInOneChannelOfOnePixel_GivesTheHandsNumbers()
    {
        RgbImage other = TestPictures.Pattern();
        other.Pixels[1000]++;

        var quality = PictureQuality.Measure(Pattern, other);

        // 2304 channels, one of them off by one: the mean square is 1/2304 as well.
        Assert.Equal(1, quality.LargestDifference);
        Assert.Equal(1.0 / 2304, quality.MeanDifference, 12);
        Assert.Equal(10 * Math.Log10(255.0 * 255 * 2304), quality.Psnr, 9);
        Assert.InRange(quality.Ssim, 0.999, 0.9999999);
    }

    [Fact]
    public void Measure_BlackAgainstWhite_GivesTheHandsNumbers()
    {
        var black = new RgbImage(20, 20, new byte[1200]);
        var white = new RgbImage(20, 20, [.. Enumerable.Repeat((byte)255, 1200)]);

        var quality = PictureQuality.Measure(black, white);

        // Without variance SSIM is C1 / (255^2 + C1), with C1 = (0.01 * 255)^2.
        const double C1 = 2.55 * 2.55;
        Assert.Equal((255, 255.0), (quality.LargestDifference, quality.MeanDifference));
        Assert.Equal(0, quality.Psnr, 9);
        Assert.Equal(C1 / ((255 * 255) + C1), quality.Ssim, 7);
    }

    [Fact]
    public void Measure_PicturesOfTwoSizes_AreRefused() =>
        Assert.Throws<ArgumentException>(() => PictureQuality.Measure(Pattern, new RgbImage(1, 1, new byte[3])));

    [Fact]
    public void Measure_OnePixel_Works() =>
        Assert.Equal(30, PictureQuality.Measure(new RgbImage(1, 1, [0, 0, 0]), new RgbImage(1, 1, [0, 30, 0])).LargestDifference);
}
