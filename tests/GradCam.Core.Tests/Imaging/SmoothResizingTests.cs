using GradCam.Imaging;

namespace GradCam.Core.Tests.Imaging;

/// <summary>Compares with Pillow's own pictures; those of the published weights' evaluations are compared in the networks' tests.</summary>
public class SmoothResizingTests
{
    [Theory]
    [InlineData("smooth-bilinear.rgb", 13, 9, Interpolation.Bilinear)]
    [InlineData("smooth-bicubic.rgb", 13, 9, Interpolation.Bicubic)]
    [InlineData("smooth-mixed.rgb", 50, 10, Interpolation.Bicubic)]
    public void Resize_IsPillowsToTheBit(string fixture, int width, int height, Interpolation interpolation) =>
        Assert.Equal(TestPictures.Fixture(fixture), SmoothResizing.Resize(TestPictures.Pattern(), width, height, interpolation).Pixels);

    [Theory]
    [InlineData(Interpolation.Bilinear)]
    [InlineData(Interpolation.Bicubic)]
    public void Resize_ToItsOwnSize_ChangesNothing(Interpolation interpolation) =>
        Assert.Equal(
            TestPictures.Pattern().Pixels,
            SmoothResizing.Resize(TestPictures.Pattern(), TestPictures.Width, TestPictures.Height, interpolation).Pixels);

    [Fact]
    public void Resize_OfAWindow_IsThatPartOfTheWhole()
    {
        RgbImage whole = SmoothResizing.Resize(TestPictures.Pattern(), 17, 11, Interpolation.Bicubic);
        RgbImage window = SmoothResizing.Resize(TestPictures.Pattern(), 17, 11, Interpolation.Bicubic, left: 4, top: 3, windowWidth: 6, windowHeight: 5);
        Assert.Equal(
            Enumerable.Range(3, 5).SelectMany(y => whole.Pixels[(3 * (17 * y + 4))..(3 * (17 * y + 10))]),
            window.Pixels);
    }

    [Theory]
    [InlineData(0, 5, 0, 1)]
    [InlineData(5, 0, 0, 1)]
    [InlineData(5, 5, 3, 3)]
    [InlineData(5, 5, -1, 3)]
    [InlineData(5, 5, 0, 0)]
    public void Resize_OutOfRange_IsRefused(int width, int height, int left, int windowWidth) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            SmoothResizing.Resize(TestPictures.Pattern(), width, height, Interpolation.Bilinear, left, 0, windowWidth, 1));
}
