using GradCam.Maps;
using Shapes.Drawing;
using Shapes.Measuring;

namespace Shapes.Tests.Measuring;

public sealed class BoxScoreTests
{
    private const int Side = 10;

    [Theory]
    [InlineData(0, 0, 4, 4, 1.0)]
    [InlineData(2, 0, 4, 4, 1 / 3.0)]
    [InlineData(4, 0, 4, 4, 0.0)]
    [InlineData(0, 0, 4, 8, 0.5)]
    public void Overlap_OfTwoBoxes_IsTheirIntersectionOverTheirUnion(int x, int y, int width, int height, double expected) =>
        Assert.Equal(expected, BoxScore.Overlap(new MapBox(0, 0, 4, 4), new MapBox(x, y, width, height)), 1e-12);

    [Fact]
    public void BoxOf_AnObject_HoldsItsPixelsAndNoMore() => Assert.Equal(new MapBox(2, 3, 4, 2), BoxScore.BoxOf(Drawn(2, 3, 4, 2), Side));

    [Fact]
    public void Add_TwoScenes_CountsScenesAndObjects()
    {
        var score = new BoxScore(0.5f);
        // The largest region is the object's own box.
        score.Add([new MapBox(1, 1, 4, 4)], Mask(1, 1, 4, 4));
        // Of two objects one is met.
        score.Add([new MapBox(0, 0, 2, 2), new MapBox(5, 5, 4, 4)], Mask(5, 5, 4, 4));
        // None is.
        score.Add([new MapBox(0, 0, 2, 2)], Mask(5, 5, 4, 4));

        Assert.Equal((2 / 3.0, 0.5, 0.5), (score.Scenes, score.SingleScenes, score.Objects));
    }

    private static SceneObject Drawn(int left, int top, int width, int height) =>
        new(ShapeKind.Star, new Point(0, 0), [.. Rectangle(left, top, width, height).Select(isIn => (byte)(isIn ? 1 : 0))]);

    private static SaliencyMask Mask(int left, int top, int width, int height) =>
        new(Side, Side, [.. Rectangle(left, top, width, height).Select(isIn => isIn ? 1f : 0f)], false);

    private static IEnumerable<bool> Rectangle(int left, int top, int width, int height) =>
        Enumerable.Range(0, Side * Side).Select(place => place % Side >= left && place % Side < left + width && place / Side >= top && place / Side < top + height);
}
