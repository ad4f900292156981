using GradCam.Imaging;
using Shapes.Drawing;
using Shapes.Measuring;

namespace Shapes.Tests.Measuring;

/// <summary>Two objects of 4 x 4 pixels on 32 x 32, by hand.</summary>
public sealed class EvidenceTests
{
    private const int Side = 32;

    private static readonly Scene TwoObjects = new(
        new RgbImage(Side, Side, new byte[Side * Side * 3]),
        [new SceneObject(ShapeKind.Circle, default, Square(2)), new SceneObject(ShapeKind.Circle, default, Square(20))]);

    [Fact]
    public void Of_AMaskOnOneOfTwoObjects_CoversHalf()
    {
        Evidence found = Evidence.Of("n", "gradcam", 7, TwoObjects, [.. Square(2).Select(value => (float)value)]);

        Assert.Equal((1, 1, 0.5, 0.5), (found.Pointing, found.Energy, found.Coverage, found.Covered));
    }

    [Fact]
    public void Of_AFlatMask_IsZeroEverywhere()
    {
        Evidence found = Evidence.Of("n", "gradcam", 7, TwoObjects, new float[Side * Side]);

        Assert.Equal((0, 0, 0, 0), (found.Pointing, found.Energy, found.Coverage, found.Covered));
    }

    [Fact]
    public void Of_OneObject_CountsNoObjects()
    {
        Evidence found = Evidence.Of("n", "gradcam", 7, TwoObjects with { Objects = [TwoObjects.Objects[0]] }, [.. Square(2).Select(value => (float)value)]);

        Assert.True(double.IsNaN(found.Covered));
        Assert.Equal(found, Evidence.Parse(found.ToString()));
    }

    [Fact]
    public void Differences_AreOfTheSameScenes()
    {
        var one = new Evidence("one", "gradcam", 0, 1, 0.5, 0.25, double.NaN);
        Evidence[] rows = [one, one with { Scene = 1, Pointing = 0 }, one with { Network = "two", Pointing = 0 }];
        var table = new EvidenceTable(rows, values => (values.Min(), values.Max()));

        Assert.Contains("| one less two, Grad-CAM | 100.0 (100.0 to 100.0) | 0.0 (0.0 to 0.0) | 0.0 (0.0 to 0.0) |  |", table.Differences());
        Assert.Contains("| one | Grad-CAM | 50.0 (0.0 to 100.0) | 50.0 (50.0 to 50.0) | 25.0 (25.0 to 25.0) |  |", table.Means());
    }

    [Fact]
    public void Differences_OfSeveralMethods_AreEachLessTheFirst()
    {
        var first = new Evidence("one", "gradcam", 0, 1, 0.5, 0.25, double.NaN);
        Evidence[] rows = [first, first with { Method = "eigencam", Pointing = 0 }, first with { Method = "layercam", Energy = 0.75 }];
        var table = new EvidenceTable(rows, values => (values.Min(), values.Max()));

        Assert.Equal(
            [
                "| Eigen-CAM less Grad-CAM, one | -100.0 (-100.0 to -100.0) | 0.0 (0.0 to 0.0) | 0.0 (0.0 to 0.0) |  |",
                "| LayerCAM less Grad-CAM, one | 0.0 (0.0 to 0.0) | 25.0 (25.0 to 25.0) | 0.0 (0.0 to 0.0) |  |",
            ],
            table.Differences().Skip(2));
    }

    private static byte[] Square(int corner) => [.. Enumerable.Range(0, Side * Side).Select(i =>
        (byte)(i % Side >= corner && i % Side < corner + 4 && i / Side >= corner && i / Side < corner + 4 ? 1 : 0))];
}
