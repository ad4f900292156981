using GradCam.Core.Tests.Reference;
using GradCam.Methods;

namespace GradCam.Core.Tests.Methods;

/// <summary>A mask from a map: by hand, and against the plain oracle.</summary>
public class MaskTests
{
    private static readonly Dictionary<string, Func<float[], float[]>> Mutants = new()
    {
        ["the minimum kept"] = map => [.. map.Select(v => v / map.Max())],
        ["the old maximum"] = map => [.. map.Select(v => (v - map.Min()) / map.Max())],
        ["its sign"] = map => [.. map.Select(v => (map.Max() - v) / (map.Max() - map.Min()))],
    };

    public static TheoryData<string> Changes => new(Mutants.Keys);

    [Fact]
    public void FromMap_OfFourNumbers_GivesTheHandsNumbers()
    {
        var mask = SaliencyMask.FromMap([-2, 0, 6, 2], 2, 2);
        Assert.Equal([0, 0.25f, 1, 0.5f], mask.Values);
        Assert.False(mask.IsFlat);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3.5f)]
    [InlineData(-7)]
    public void FromMap_OfAConstant_IsZeroAndFlat(float value)
    {
        var mask = SaliencyMask.FromMap([value, value, value, value, value, value], 3, 2);
        Assert.Equal(new float[6], mask.Values);
        Assert.True(mask.IsFlat);
    }

    [Fact]
    public void Resize_OfTwoPixels_InterpolatesBetweenTheirCentres()
    {
        SaliencyMask mask = SaliencyMask.FromMap([0, 1], 2, 1).Resize(4, 1);
        Assert.Equal((4, 1), (mask.Width, mask.Height));
        Assert.Equal([0, 0.25f, 0.75f, 1], mask.Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void FromMap_OfARandomMap_AgreesWithTheOracle(int seed) =>
        Assert.InRange(Distance(map => SaliencyMask.FromMap(map, 4, 5).Values, seed), 0, 3e-7);

    [Theory]
    [MemberData(nameof(Changes))]
    public void Comparison_OfAMaskWithOneChange_Disagrees(string change) =>
        Assert.True(Distance(Mutants[change], 1) > 1e-2);

    private static double Distance(Func<float[], float[]> mask, int seed)
    {
        double[,] map = new RandomLayer(seed).A[0][0];
        float[] expected = [.. PlainOracle.Mask(map).Cast<double>().Select(v => (float)v)];
        return RelativeError.L2(mask([.. map.Cast<double>().Select(v => (float)v)]), expected);
    }
}
