using GradCam.Imaging;
using GradCam.Maps;
using GradCam.Rendering;

namespace GradCam.Core.Tests.Rendering;

public sealed class FurtherRendererTests
{
    private static readonly byte[] White = [255, 255, 255], Red = [190, 0, 20], Blue = [0, 50, 190];

    [Theory]
    [InlineData(0f, new byte[] { 10, 20, 30 })]
    [InlineData(1f, new byte[] { 128, 0, 0 })]
    [InlineData(0.25f, new byte[] { 40, 15, 23 })]
    public void Mixed_ByAShare_IsTheMeanOfPictureAndColours(float share, byte[] expected) =>
        Assert.Equal(expected, FurtherRenderer.Mixed(new RgbImage(1, 1, [10, 20, 30]), [1f], share, Colormap.Jet).Pixels);

    /// <summary>Two pixels: the channels of the first add up to 2, of the second to -1; the 99th percentile of 1 and 2 is 2.</summary>
    [Fact]
    public void Signed_SumsOfBothSigns_AreRedAndBlueInOneScale() =>
        Assert.Equal([.. Red, 128, 153, 223], FurtherRenderer.Signed([3f, -1f, -2f, -0.5f, 1f, 0.5f], 2, 1).Pixels);

    [Fact]
    public void Signed_Zero_IsWhite() => Assert.Equal(White, FurtherRenderer.Signed([1f, -1f, 0f], 1, 1).Pixels);

    /// <summary>One outlier in a hundred and fifty is clipped: it is as red as the others.</summary>
    [Fact]
    public void Signed_AnOutlier_DoesNotFadeTheOthers()
    {
        float[] values = new float[3 * 150];
        Array.Fill(values, 1, 0, 150);
        values[0] = 1000;

        Assert.Equal([.. Enumerable.Repeat(Red, 150).SelectMany(colour => colour)], FurtherRenderer.Signed(values, 150, 1).Pixels);
    }

    [Fact]
    public void Signed_AFewNumbersAmongZeros_AreShown()
    {
        float[] values = new float[3 * 200];
        values[7] = -1e-3f;

        Assert.Equal(Blue, FurtherRenderer.Signed(values, 200, 1).Pixels[21..24]);
    }

    [Theory]
    [InlineData(99)]
    [InlineData(50)]
    [InlineData(100)]
    public void PercentileOfSizes_OfManyNumbers_IsThatOfTheirSortedSizes(int percent)
    {
        var random = new Random(5);
        float[] values = [.. Enumerable.Range(0, 1237).Select(_ => (float)(random.NextDouble() - 0.5) * 3)];
        float[] sorted = [.. values.Select(Math.Abs).Order()];

        Assert.Equal(sorted[(int)Math.Ceiling(values.Length * percent / 100.0) - 1], Percentile.OfSizes(values, percent));
    }

    /// <summary>The frame's white line is two pixels wide on the box's edge, one inside and one outside, with a dark one on either side.</summary>
    [Fact]
    public void Framed_ABox_IsWhiteBetweenDarkLines()
    {
        RgbImage framed = FurtherRenderer.Framed(new RgbImage(11, 11, [.. Enumerable.Repeat((byte)100, 3 * 121)]), [new MapBox(3, 3, 6, 6)]);

        Assert.Equal([100, 0, 255, 255, 0, 100, 100, 0, 255, 255, 0], Enumerable.Range(0, 11).Select(x => (int)framed.Pixels[3 * ((6 * 11) + x)]));
    }

    [Fact]
    public void Framed_ABoxAtTheEdge_StaysInThePicture() =>
        Assert.Equal(3 * 16, FurtherRenderer.Framed(new RgbImage(4, 4, new byte[48]), [new MapBox(0, 0, 4, 4)]).Pixels.Length);
}
