using GradCam.Imaging;

namespace GradCam.Core.Tests.Imaging;

public sealed class SplineResizingTests
{
    private const int Cells = 7, Side = 77, Middle = 38;

    /// <summary>A cubic B-spline is 4/6 at its knot, 1/6 one knot away and 0 from two on.</summary>
    [Fact]
    public void Resize_OneHighNumber_GivesTheSplineAtTheKnots()
    {
        float[] resized = SplineResizing.Resize([0, 0, 1, 0, 0], 5, 1, 15, 1);

        Assert.Equal([0, 1 / 6f, 4 / 6f, 1 / 6f, 0], Enumerable.Range(0, 5).Select(knot => resized[(3 * knot) + 1]), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Resize_AConstant_StaysConstant() =>
        Assert.All(SplineResizing.Resize([3, 3, 3, 3, 3, 3], 3, 2, 20, 11), value => Assert.Equal(3, value, 5));

    [Fact]
    public void Resize_RowsAndColumns_AreNotExchanged() =>
        Assert.Equal([1, 1, 2, 2], Rounded(SplineResizing.Resize([1, 1, 1, 1, 2, 2, 2, 2], 1, 8, 1, 4)));

    /// <summary>Linearly, seven pixels from the middle are 0.364 of it along an axis and 0.298 on a diagonal, a diamond; by the spline 0.586 and 0.578.</summary>
    [Fact]
    public void Resize_OneHighCell_IsRoundWhereLinearIsADiamond()
    {
        float[] cell = new float[Cells * Cells];
        cell[Cells * Cells / 2] = 1;

        Assert.InRange(Unroundness(SplineResizing.Resize(cell, Cells, Cells, Side, Side)), 0, 0.01);
        Assert.InRange(Unroundness(Resizing.Resize(cell, Cells, Cells, Side, Side)), 0.03, 1);
    }

    /// <summary>How much a picture differs 7.07 pixels from its middle: straight and slanting, of the middle's number.</summary>
    private static double Unroundness(float[] plane)
    {
        float straight = plane[(Middle * Side) + Middle + 7], slanting = plane[((Middle + 5) * Side) + Middle + 5];
        return Math.Abs(straight - slanting) / plane[(Middle * Side) + Middle];
    }

    private static float[] Rounded(float[] values) => Array.ConvertAll(values, MathF.Round);
}
