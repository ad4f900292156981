using GradCam.Core.Tests.Methods;
using GradCam.Core.Tests.Reference;
using GradCam.Maps;

namespace GradCam.Core.Tests.Maps;

/// <summary>A mask from a map: by hand, and against the plain oracle.</summary>
public class MaskTests
{
    private static readonly Dictionary<string, Func<float[], float[]>> Mutants = new()
    {
        ["the minimum kept"] = map => [.. map.Select(v => v / map.Max())],
        ["the old maximum"] = map => [.. map.Select(v => (v - map.Min()) / map.Max())],
        ["its sign"] = map => [.. map.Select(v => (map.Max() - v) / (map.Max() - map.Min()))],
    };

    private static readonly Dictionary<string, Func<float[], float[]>> PositiveMutants = new()
    {
        ["no rectifier"] = map => [.. SaliencyMask.Create(map, 4, 5).Values],
        ["its sign"] = map => [.. new AttributionMap(1, 5, 4, [.. map.Select(v => -v)]).Mask().Values],
        ["size of any sign"] = map => [.. new AttributionMap(1, 5, 4, [.. map.Select(Math.Abs)]).Mask().Values],
    };

    public static TheoryData<string> Changes => new(Mutants.Keys);

    public static TheoryData<string> PositiveChanges => new(PositiveMutants.Keys);

    [Fact]
    public void Create_OfFourNumbers_GivesTheHandsNumbers()
    {
        var mask = SaliencyMask.Create([-2, 0, 6, 2], 2, 2);
        Assert.Equal<float>([0, 0.25f, 1, 0.5f], mask.Values);
        Assert.False(mask.IsFlat);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3.5f)]
    [InlineData(-7)]
    public void Create_OfAConstant_IsZeroAndFlat(float value)
    {
        var mask = SaliencyMask.Create([value, value, value, value, value, value], 3, 2);
        Assert.Equal(new float[6], mask.Values);
        Assert.True(mask.IsFlat);
    }

    [Fact]
    public void Resize_OfTwoPixels_InterpolatesBetweenTheirCentres()
    {
        SaliencyMask mask = SaliencyMask.Create([0, 1], 2, 1).Resize(4, 1);
        Assert.Equal((4, 1), (mask.Width, mask.Height));
        Assert.Equal<float>([0, 0.25f, 0.75f, 1], mask.Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Create_OfARandomMap_AgreesWithTheOracle(int seed) =>
        Assert.InRange(Distance(map => [.. SaliencyMask.Create(map, 4, 5).Values], seed), 0, 3e-7);

    [Theory]
    [MemberData(nameof(Changes))]
    public void Comparison_OfAMaskWithOneChange_Disagrees(string change) =>
        Assert.True(Distance(Mutants[change], 1) > 1e-2);

    [Fact]
    public void Mask_OfASignedMap_LetsOnlyThePositivePass()
    {
        SaliencyMask mask = new AttributionMap(1, 2, 2, [-2, 0, 6, 3]).Mask();
        Assert.Equal<float>([0, 0, 1, 0.5f], mask.Values);
        Assert.False(mask.IsFlat);
    }

    [Fact]
    public void Mask_OfANegativeMap_IsFlat()
    {
        var map = new AttributionMap(1, 1, 3, [-2, -1, 0]);
        Assert.True(map.IsFlat);
        Assert.Equal(new float[3], map.Mask().Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mask_OfARandomMap_AgreesWithTheOracle(int seed) =>
        Assert.InRange(PositiveDistance(map => [.. new AttributionMap(1, 5, 4, [.. map]).Mask().Values], seed), 0, 3e-7);

    [Theory]
    [MemberData(nameof(PositiveChanges))]
    public void Comparison_OfAPositiveMaskWithOneChange_Disagrees(string change) =>
        Assert.True(PositiveDistance(PositiveMutants[change], 1) > 1e-2);

    [Fact]
    public void Mask_OfAMapOfThreeColours_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => new AttributionMap(3, 1, 1, [1, 2, 3]).Mask());

    [Theory]
    [InlineData(new[] { 2f, 2, 2 }, true)]
    [InlineData(new[] { 2f, 2, -2 }, false)]
    public void IsFlat_OfThreeColours_IsTrueForOneNumber(float[] values, bool flat) =>
        Assert.Equal(flat, new AttributionMap(3, 1, 1, [.. values]).IsFlat);

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 2, 2)]
    public void AttributionMap_WhoseNumbersDoNotFitItsSides_IsRefused(int channels, int height, int width) =>
        Assert.ThrowsAny<ArgumentException>(() => new AttributionMap(channels, height, width, [1, 2, 3]));

    [Fact]
    public void Resize_OfAMapOfTwoChannels_ResizesEach()
    {
        AttributionMap map = new AttributionMap(2, 1, 2, [0, 1, 4, 8]).Resize(4, 1);
        Assert.Equal((2, 1, 4), (map.Channels, map.Height, map.Width));
        Assert.Equal<float>([0, 0.25f, 0.75f, 1, 4, 5, 7, 8], map.Values);
    }

    private static double PositiveDistance(Func<float[], float[]> mask, int seed)
    {
        double[,] map = new RandomLayer(seed).A[0][0];
        float[] expected = [.. PlainOracle.Mask(PlainOracle.Relu(map)).Cast<double>().Select(v => (float)v)];
        return RelativeError.L2(mask([.. map.Cast<double>().Select(v => (float)v)]), expected);
    }

    private static double Distance(Func<float[], float[]> mask, int seed)
    {
        double[,] map = new RandomLayer(seed).A[0][0];
        float[] expected = [.. PlainOracle.Mask(map).Cast<double>().Select(v => (float)v)];
        return RelativeError.L2(mask([.. map.Cast<double>().Select(v => (float)v)]), expected);
    }
}
