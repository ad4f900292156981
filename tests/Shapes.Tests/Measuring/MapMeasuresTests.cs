using GradCam.Imaging;
using Shapes.Drawing;
using Shapes.Measuring;

namespace Shapes.Tests.Measuring;

public sealed class MapMeasuresTests
{
    private const int Side = 32;

    [Theory]
    [InlineData(4, 4, true, true)]
    [InlineData(7, 4, false, true)]
    [InlineData(20, 4, false, true)]
    [InlineData(21, 4, false, false)]
    public void Add_PeakAtADistanceOfTheObject_CountsWithinTheTolerance(int x, int y, bool hit, bool nearby)
    {
        // The object's right edge is column 5: column 20 is 15 pixels away.
        var measures = new MapMeasures();
        measures.Add(SceneOf((2, 2)), Peak(x, y));
        Assert.Equal(hit ? 1 : 0, measures.Pointing);
        Assert.Equal(nearby ? 1 : 0, measures.PointingNearby);
    }

    [Fact]
    public void Energy_HalfOfTheSumOnTheObject_IsOneHalf()
    {
        var measures = new MapMeasures();
        float[] map = Peak(4, 4);
        map[30 * Side + 30] = 1;
        measures.Add(SceneOf((2, 2)), map);
        Assert.Equal(0.5, measures.Energy, 6);
    }

    [Fact]
    public void Add_FlatMap_IsAMiss()
    {
        var measures = new MapMeasures();
        measures.Add(SceneOf((0, 0)), new float[Side * Side]);
        Assert.Equal((0, 0, 0), (measures.Pointing, measures.PointingNearby, measures.Energy));
    }

    [Fact]
    public void ObjectsCovered_OneOfThreeObjectsBright_IsOneThird()
    {
        var measures = new MapMeasures();
        Scene scene = SceneOf((2, 2), (12, 12), (22, 22));
        measures.Add(scene, [.. scene.Objects[1].Mask.Select(value => (float)value)]);
        Assert.Equal(1.0 / 3, measures.ObjectsCovered, 6);
    }

    [Fact]
    public void ObjectsCovered_ScenesOfTwoObjects_DoNotCount()
    {
        var measures = new MapMeasures();
        measures.Add(SceneOf((2, 2), (12, 12)), Peak(4, 4));
        Assert.True(double.IsNaN(measures.ObjectsCovered));
    }

    [Fact]
    public void ShareOf_MapOnOneOfTwoObjects_IsOneForItAndZeroForTheOther()
    {
        Scene scene = SceneOf((2, 2), (12, 12));
        float[] map = Peak(4, 4);
        Assert.Equal(1, MapMeasures.ShareOf(scene, map, scene.Objects[0].Kind));
        Assert.Equal(0, MapMeasures.ShareOf(scene, map, scene.Objects[1].Kind));
    }

    [Fact]
    public void Perfect_ObjectThatFillsOneCell_IsOneInItsMiddleAndZeroFarAway()
    {
        var mask = new byte[224 * 224];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = (byte)(i / 224 / 32 == 3 && i % 224 / 32 == 2 ? 1 : 0);
        }

        float[] map = PlainMaps.Perfect(new Scene(new RgbImage(224, 224, new byte[224 * 224 * 3]), [new SceneObject(ShapeKind.Square, default, mask)]));
        Assert.Equal(1, map[(3 * 32 + 16) * 224 + 2 * 32 + 16], 0.05);
        Assert.Equal(0, map[10 * 224 + 200]);
    }

    /// <summary>Squares of 4 x 4 pixels, each of another class.</summary>
    private static Scene SceneOf(params (int X, int Y)[] corners) => new(
        new RgbImage(Side, Side, new byte[Side * Side * 3]),
        [.. corners.Select((corner, k) => new SceneObject((ShapeKind)k, default, Square(corner.X, corner.Y)))]);

    private static byte[] Square(int x, int y) =>
        [.. Enumerable.Range(0, Side * Side).Select(i => (byte)(i % Side >= x && i % Side < x + 4 && i / Side >= y && i / Side < y + 4 ? 1 : 0))];

    private static float[] Peak(int x, int y)
    {
        var map = new float[Side * Side];
        map[y * Side + x] = 1;
        return map;
    }
}
