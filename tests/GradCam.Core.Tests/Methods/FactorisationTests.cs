using GradCam.Core.Tests.Recording;
using GradCam.Core.Tests.Reference;
using GradCam.Methods;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>Deep feature factorisation against plain loops, and the loops against themselves with one thing changed.</summary>
public class FactorisationTests
{
    /// <summary>The method computes in double too, and gives float32.</summary>
    private const double Bound = 1e-6;

    private const int Parts = 3;

    private static readonly int[] Seeds = [1, 2, 3];

    private static readonly Dictionary<string, Func<double[][,], double[]>> Mutants = new()
    {
        ["one round less"] = a => PlainFactorisation.Maps(a, Parts, rounds: 99),
        ["another start"] = a => PlainFactorisation.Maps(a, Parts, least: 0.4),
        ["channels before positions"] = a => PlainFactorisation.Maps(a, Parts, channelsFirst: true),
        ["without the channels' length"] = a => PlainFactorisation.Maps(a, Parts, lengths: false),
        ["A not rectified but turned positive"] = a => PlainFactorisation.Maps([.. a.Select(Sizes)], Parts),
        ["ordered by the map alone"] = a => PlainFactorisation.Maps(a, Parts, byMap: true),
    };

    public static TheoryData<string> Changes => new(Mutants.Keys);

    [Fact]
    public void Method_OnRandomLayers_AgreesWithTheLoops() =>
        Assert.All(Seeds, seed => Assert.InRange(Distance(a => PlainFactorisation.Maps(a, Parts), seed), 0, Bound));

    /// <summary>In one layer at least: some orders are the same by accident.</summary>
    [Theory]
    [MemberData(nameof(Changes))]
    public void Comparison_OfTheLoopsWithOneChange_Disagrees(string change) =>
        Assert.InRange(Seeds.Max(seed => Distance(Mutants[change], seed)), 100 * Bound, double.MaxValue);

    [Fact]
    public void Method_OfTwoPartsThatDoNotTouch_FindsThemTheWeightierFirst()
    {
        using DisposeScope scope = NewDisposeScope();
        // Channel 0 lights the left column, twice as much as channel 1 lights the right one.
        Tensor layer = tensor([2f, 0f, 2f, 0f, 0f, 1f, 0f, 1f], [1, 2, 2, 2]);
        float[] maps = Maps(layer, 2);

        Assert.Equal([2, 0, 2, 0, 0, 1, 0, 1], maps.Select(value => MathF.Round(value, 3)));
    }

    [Fact]
    public void Method_OfALayerOfZeros_GivesZeros()
    {
        using DisposeScope scope = NewDisposeScope();

        Assert.All(Maps(zeros([1, 3, 2, 2]), 2), value => Assert.Equal(0, value));
    }

    private static double Distance(Func<double[][,], double[]> loops, int seed)
    {
        using DisposeScope scope = NewDisposeScope();
        var layer = new RandomLayer(seed);

        return RelativeError.L2(Maps(RandomLayer.AsTensor(layer.A), Parts), [.. layer.A.SelectMany(loops).Select(value => (float)value)]);
    }

    private static float[] Maps(Tensor layer, int parts) =>
        new FactorisationMethod { Parts = parts }.Compute(PassReading.Context(layer, zeros_like(layer))).contiguous().data<float>().ToArray();

    private static double[,] Sizes(double[,] channel)
    {
        double[,] sizes = new double[channel.GetLength(0), channel.GetLength(1)];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i / sizes.GetLength(1), i % sizes.GetLength(1)] = Math.Abs(channel[i / sizes.GetLength(1), i % sizes.GetLength(1)]);
        }

        return sizes;
    }
}
