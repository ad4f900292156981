using GradCam.Core.Tests.Reference;
using GradCam.Methods;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>The two rollouts against a plain oracle in double; and the oracle against formulas with one thing changed.</summary>
public sealed class RolloutOracleTests : IDisposable
{
    private const int Layers = 4, Pictures = 2, Heads = 3, Side = 3, Tokens = 1 + (Side * Side);

    /// <summary>float32 over four products of 10 tokens: up to 2e-7 was measured.</summary>
    private const double Bound = 1e-6;

    private static readonly int[] Seeds = [1, 2, 3];

    /// <summary>What a class token and one of the picture take of each other, row by row.</summary>
    private static readonly float[] TwoTokens = [0.75f, 0.25f, 0.5f, 0.5f];

    private static readonly Dictionary<string, Func<double[][][,], double[][][,], double[]>> Oracles = new()
    {
        [AttentionRolloutMethod.Name] = (a, _) => PlainRollout.Attention(a),
        [GradientRolloutMethod.Name] = PlainRollout.Gradient,
    };

    /// <summary>A method's formula with one thing changed, by the method's key and the change: the matrices of the attentions, the first one first, and their product.</summary>
    private static readonly Dictionary<(string Method, string Change), Func<Tensor[], Tensor[], Tensor>> Mutants = new()
    {
        [(AttentionRolloutMethod.Name, "nothing stays where it is")] = (a, _) => Row(Chain(a.Select(Mean))),
        [(AttentionRolloutMethod.Name, "all stays where it is, too")] = (a, _) => Row(Chain(a.Select(one => Mean(one) + eye(Tokens)))),
        [(AttentionRolloutMethod.Name, "the last attention first")] = (a, _) => Row(Chain(a.Select(Half).Reverse())),
        [(AttentionRolloutMethod.Name, "the largest head")] = (a, _) => Row(Chain(a.Select(one => (one.amax([1]) + eye(Tokens)) / 2))),
        [(AttentionRolloutMethod.Name, "the column for the row")] = (a, _) => Chain(a.Select(Half)).narrow(1, 1, Tokens - 1).select(2, 0),
        [(AttentionRolloutMethod.Name, "the last attention alone")] = (a, _) => Row(Half(a[^1])),
        [(AttentionRolloutMethod.Name, "the last attention left out")] = (a, _) => Row(Chain(a.SkipLast(1).Select(Half))),
        [(AttentionRolloutMethod.Name, "the mean over all rows")] = (a, _) => Chain(a.Select(Half)).mean([1]).narrow(1, 1, Tokens - 1),
        [(GradientRolloutMethod.Name, "not rectified")] = (a, g) => Row(Chain(a.Zip(g, (one, slope) => Mean(slope * one) + eye(Tokens)))),
        [(GradientRolloutMethod.Name, "rectified after the mean")] = (a, g) => Row(Chain(a.Zip(g, (one, slope) => Mean(slope * one).relu() + eye(Tokens)))),
        [(GradientRolloutMethod.Name, "the gradient alone")] = (a, g) => Row(Chain(g.Select(slope => Mean(slope.relu()) + eye(Tokens)))),
        [(GradientRolloutMethod.Name, "the weights alone")] = (a, _) => Row(Chain(a.Select(one => Mean(one) + eye(Tokens)))),
        [(GradientRolloutMethod.Name, "without the unit matrix")] = (a, g) => Row(Chain(a.Zip(g, (one, slope) => Mean((slope * one).relu())))),
        [(GradientRolloutMethod.Name, "halved")] = (a, g) => Row(Chain(a.Zip(g, (one, slope) => (Mean((slope * one).relu()) + eye(Tokens)) / 2))),
        [(GradientRolloutMethod.Name, "the last attention first")] = (a, g) => Row(Chain(a.Zip(g, (one, slope) => Mean((slope * one).relu()) + eye(Tokens)).Reverse())),
        [(GradientRolloutMethod.Name, "the gradient's sign")] = (a, g) => Row(Chain(a.Zip(g, (one, slope) => Mean((-slope * one).relu()) + eye(Tokens)))),
        [(GradientRolloutMethod.Name, "its size")] = (a, g) => Row(Chain(a.Zip(g, (one, slope) => Mean((slope * one).abs()) + eye(Tokens)))),
    };

    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string> Keys => new(Oracles.Keys);

    public static TheoryData<string, string> Changes => OracleComparison.Rows(Mutants.Keys);

    public void Dispose() => scope.Dispose();

    [Theory]
    [MemberData(nameof(Keys))]
    public void Method_OnRandomAttention_AgreesWithTheOracle(string key) =>
        Assert.All(Seeds, seed => Assert.InRange(Distance(key, seed, (a, g) => Compute(key, a, g)), 0, Bound));

    [Theory]
    [MemberData(nameof(Changes))]
    public void Comparison_OfAMethodWithOneChange_Disagrees(string key, string change) =>
        Assert.All(Seeds, seed => Assert.InRange(Distance(key, seed, Mutants[(key, change)]), 1000 * Bound, double.MaxValue));

    // One attention of one head, a class token and one of the picture: half of what the first takes of the second; and all of it where the gradient is 1.
    [Theory]
    [InlineData(AttentionRolloutMethod.Name, 0.125f)]
    [InlineData(GradientRolloutMethod.Name, 0.25f)]
    public void Method_OfOneAttention_GivesWhatTheClassTokenTakes(string key, float expected)
    {
        Tensor weights = tensor(TwoTokens, [1, 1, 2, 2]);
        Tensor map = Compute(key, [weights], [ones_like(weights)]);
        Assert.Equal([1, 1, 1], map.shape);
        Assert.Equal(expected, map.item<float>());
    }

    [Fact]
    public void Rollout_OfEveryToken_AddsUpToOneWithTheClassTokensShare()
    {
        // Attentions that take nothing of the class token leave it what it keeps of itself: a half at each.
        Tensor weights = zeros(1, 2, Tokens, Tokens);
        weights.narrow(3, 1, Tokens - 1).fill_(1f / (Tokens - 1));
        Assert.Equal(1 - Math.Pow(2, -Layers), Compute(AttentionRolloutMethod.Name, [.. Enumerable.Repeat(weights, Layers)], []).sum().item<float>(), 1e-6);
    }

    private static Tensor Compute(string key, Tensor[] weights, Tensor[] gradients)
    {
        (Tensor, Tensor?)[] attentions = [.. weights.Select((Tensor, Tensor?) (one, i) => (one, gradients.Length == 0 ? null : gradients[i]))];
        return MethodCatalog.Find(key).Compute(new AttributionContext(weights[0], weights[0], null, [], attentions: attentions));
    }

    private static double Distance(string key, int seed, Func<Tensor[], Tensor[], Tensor> method)
    {
        using var generator = new Generator((ulong)seed);
        Tensor[] Draw(Func<Tensor, Tensor> finish) => [.. Enumerable.Range(0, Layers).Select(_ => finish(empty(Pictures, Heads, Tokens, Tokens).normal_(0, 1, generator)))];
        Tensor[] weights = Draw(values => values.softmax(-1)), gradients = Draw(values => values);
        float[] expected = [.. Enumerable.Range(0, Pictures).SelectMany(n => Oracles[key](Plain(weights, n), Plain(gradients, n))).Select(value => (float)value)];
        return RelativeError.L2(method(weights, gradients).contiguous().data<float>().ToArray(), expected);
    }

    private static double[][][,] Plain(Tensor[] values, int picture) =>
        [.. values.Select(one => Enumerable.Range(0, Heads).Select(head => Matrix(one[picture, head])).ToArray())];

    private static double[,] Matrix(Tensor values)
    {
        float[] row = values.contiguous().data<float>().ToArray();
        double[,] matrix = new double[Tokens, Tokens];
        Buffer.BlockCopy(row.Select(value => (double)value).ToArray(), 0, matrix, 0, sizeof(double) * row.Length);
        return matrix;
    }

    private static Tensor Mean(Tensor heads) => heads.mean([1]);

    private static Tensor Half(Tensor heads) => (Mean(heads) + eye(Tokens)) / 2;

    /// <summary>The product, the last one on the left.</summary>
    private static Tensor Chain(IEnumerable<Tensor> steps) => steps.Aggregate((before, step) => einsum("nij,njk->nik", step, before));

    private static Tensor Row(Tensor product) => product.select(1, 0).narrow(1, 1, Tokens - 1);
}
