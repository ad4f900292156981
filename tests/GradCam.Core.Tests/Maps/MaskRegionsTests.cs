using GradCam.Maps;
using GradCam.Networks;

namespace GradCam.Core.Tests.Maps;

public sealed class MaskRegionsTests
{
    [Fact]
    public void BoxesOf_TwoRegions_GivesTheLargerFirst() => Assert.Equal(
        [new MapBox(3, 0, 2, 2), new MapBox(0, 0, 1, 1)],
        Boxes(0.5f, 5, 1, 0, 0, .5f, .5f,
                    0, 0, 0, .7f, 0));

    [Fact]
    public void BoxesOf_PixelsThatTouchAtACorner_BelongTogether() => Assert.Equal([new MapBox(0, 0, 2, 2)], Boxes(1, 2, 1, 0, 0, 1));

    [Fact]
    public void BoxesOf_TheValueItself_IsInside()
    {
        Assert.Equal([new MapBox(1, 0, 1, 1)], Boxes(0.25f, 3, 0.24f, 0.25f, 0));
        Assert.Empty(Boxes(0.9f, 3, 0.24f, 0.25f, 0));
    }

    [Fact]
    public void BoxesOf_ARing_IsOneBox() => Assert.Equal([new MapBox(0, 0, 3, 3)], Boxes(0.5f, 3, 1, 1, 1, 1, 0, 1, 1, 1, 1));

    [Fact]
    public void BoxesOf_AFlatMask_AreNone() => Assert.Empty(SaliencyMask.Create([2, 2, 2, 2], 2, 2).Boxes(0));

    [Fact]
    public void LayOnPicture_ABoxOfASquashedPicture_IsStretched() =>
        Assert.Equal(new MapBox(100, 20, 50, 30), InputFrame.Whole(200, 100).LayOnPicture(new MapBox(50, 20, 25, 30), 100));

    /// <summary>A picture of 100 x 50 in a padded square of 100: rows 25 to 74 show it.</summary>
    [Fact]
    public void LayOnPicture_ABoxOfAPaddedPicture_IsCutAtThePicture()
    {
        var frame = new InputFrame(100, 50, 0, -25, 100, 100);

        Assert.Equal(new MapBox(10, 0, 20, 15), frame.LayOnPicture(new MapBox(10, 20, 20, 20), 100));
        Assert.Null(frame.LayOnPicture(new MapBox(0, 0, 100, 25), 100));
    }

    private static IReadOnlyList<MapBox> Boxes(float least, int width, params float[] mask) =>
        MaskRegions.BoxesOf(mask, width, least);
}
