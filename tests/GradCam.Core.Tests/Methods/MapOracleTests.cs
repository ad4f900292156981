using GradCam.Core.Tests.Recording;
using GradCam.Core.Tests.Reference;
using GradCam.Methods;
using TorchSharp;
using static GradCam.Core.Tests.Methods.PlainMapOracle;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>The methods that need no more than a layer's output and gradient against a plain oracle in double; and the oracle against formulas with one thing changed.</summary>
public class MapOracleTests
{
    /// <summary>float32 over a dozen channels of 20 numbers: up to 4e-7 was measured.</summary>
    private const double Bound = 1e-6;

    private static readonly int[] Seeds = [1, 2, 3, 4, 5];

    private static readonly Dictionary<string, Func<double[][,], double[][,], double[,]>> Oracles = new()
    {
        [HiResCamMethod.Name] = (a, g) => Sum(a, g, (slope, value) => slope * value),
        [ElementwiseCamMethod.Name] = (a, g) => Sum(a, g, (slope, value) => Math.Max(slope * value, 0)),
        [LayerCamMethod.Name] = (a, g) => Sum(a, g, (slope, value) => Math.Max(slope, 0) * value),
        [XGradCamMethod.Name] = XGradCam,
        [CounterfactualMethod.Name] = (a, g) => Each(PlainOracle.GradCam(a, g), value => -value),
        [FinerCamMethod.Name] = PlainOracle.GradCam,
        [EigenCamMethod.Name] = (a, _) => FirstComponent(a),
        [EigenGradCamMethod.Name] = (a, g) => FirstComponent(Terms(a, g)),
        [KpcaCamMethod.Name] = (a, _) => Kpca(a),
        [FemMethod.Name] = (a, _) => Fem(a),
        [RandomCamMethod.Name] = (a, _) => Random(a, 0),
    };

    /// <summary>A method's formula with one thing changed, by the method's key and the change.</summary>
    private static readonly Dictionary<(string Method, string Change), Func<Tensor, Tensor, Tensor>> Mutants = new()
    {
        [(HiResCamMethod.Name, "rectified")] = (a, g) => (g * a).sum([1]).relu(),
        [(HiResCamMethod.Name, "mean for sum")] = (a, g) => (g * a).mean([1]),
        [(HiResCamMethod.Name, "the channel's mean gradient")] = (a, g) => (g.mean([2, 3], keepdim: true) * a).sum([1]),
        [(ElementwiseCamMethod.Name, "rectified after the sum")] = (a, g) => (g * a).sum([1]).relu(),
        [(ElementwiseCamMethod.Name, "the gradient alone rectified")] = (a, g) => (g.relu() * a).sum([1]),
        [(LayerCamMethod.Name, "the product rectified")] = (a, g) => (g * a).relu().sum([1]),
        [(LayerCamMethod.Name, "the activation rectified")] = (a, g) => (g.relu() * a.relu()).sum([1]),
        [(LayerCamMethod.Name, "not rectified")] = (a, g) => (g * a).sum([1]),
        [(XGradCamMethod.Name, "A not rectified in the weight")] = (a, g) => Weigh((a * g).sum([2, 3]) / a.sum([2, 3]), a).nan_to_num(),
        [(XGradCamMethod.Name, "not divided")] = (a, g) => Weigh((a.relu() * g).sum([2, 3]), a),
        [(XGradCamMethod.Name, "the plain mean")] = (a, g) => Weigh(g.mean([2, 3]), a),
        [(CounterfactualMethod.Name, "the class itself")] = (a, g) => Weigh(g.mean([2, 3]), a),
        [(CounterfactualMethod.Name, "the gradient's negative part")] = (a, g) => Weigh((-g).relu().mean([2, 3]), a),
        [(FinerCamMethod.Name, "sum for mean")] = (a, g) => Weigh(g.sum([2, 3]), a),
        [(EigenCamMethod.Name, "centred")] = (a, g) => Component(a - a.mean([2, 3], keepdim: true), g),
        [(EigenCamMethod.Name, "of length 1")] = (a, g) => EachPicture(Component(a, g), map => map / map.norm()),
        [(EigenCamMethod.Name, "the other sign")] = (a, g) => -Component(a, g),
        [(EigenCamMethod.Name, "the activation rectified")] = (a, g) => Component(a.relu(), g),
        [(EigenGradCamMethod.Name, "the activation alone")] = Component,
        [(EigenGradCamMethod.Name, "the gradient rectified")] = (a, g) => Component(g.relu() * a, g),
        [(EigenGradCamMethod.Name, "the other sign")] = (a, g) => -Component(g * a, g),
        [(KpcaCamMethod.Name, "the first component")] = (a, g) => Component(a - a.mean([2, 3], keepdim: true), g),
        [(KpcaCamMethod.Name, "another scale")] = (a, g) => new KpcaCamMethod().Compute(PassReading.Context(a.mul(2), g)),
        [(KpcaCamMethod.Name, "the other sign")] = (a, g) => -new KpcaCamMethod().Compute(PassReading.Context(a, g)),
        [(FemMethod.Name, "one deviation")] = (a, _) => Rare(a.relu(), 1, unbiased: false),
        [(FemMethod.Name, "the deviation of a sample")] = (a, _) => Rare(a.relu(), 2, unbiased: true),
        [(FemMethod.Name, "A not rectified")] = (a, _) => Rare(a, 2, unbiased: false),
        [(RandomCamMethod.Name, "weights from 0 to 1")] = (a, g) => (new RandomCamMethod().Compute(PassReading.Context(a, g)) + a.sum([1])) / 2,
        [(RandomCamMethod.Name, "the other sign")] = (a, g) => -new RandomCamMethod().Compute(PassReading.Context(a, g)),
    };

    public static TheoryData<string> Keys => new(Oracles.Keys);

    public static TheoryData<string> SummingKeys => new(Oracles.Keys.Where(key => MethodCatalog.Find(key) is IChannelTerms));

    public static TheoryData<string, string> Changes => OracleComparison.Rows(Mutants.Keys);

    [Theory]
    [MemberData(nameof(Keys))]
    public void Method_OnRandomLayers_AgreesWithTheOracle(string key) =>
        Assert.All(Seeds, seed => Assert.InRange(OracleComparison.Distance((a, g) => MethodCatalog.Find(key).Compute(PassReading.Context(a, g)), Oracles[key], seed), 0, Bound));

    /// <summary>In one layer at least: where few places are rare, another deviation makes no difference in some.</summary>
    [Theory]
    [MemberData(nameof(Changes))]
    public void Comparison_OfAMethodWithOneChange_Disagrees(string key, string change) =>
        Assert.InRange(Seeds.Max(seed => OracleComparison.Distance(Mutants[(key, change)], Oracles[key], seed)), 1000 * Bound, double.MaxValue);

    [Theory]
    [MemberData(nameof(SummingKeys))]
    public void FirstComponent_OfAMethodThatSums_IsTheOraclesOfItsTerms(string key)
    {
        var method = (IChannelTerms)MethodCatalog.Find(key);
        using DisposeScope scope = NewDisposeScope();
        var layer = new RandomLayer(1);
        Tensor a = RandomLayer.AsTensor(layer.A), g = RandomLayer.AsTensor(layer.G);
        Tensor terms = method.Terms(PassReading.Context(a, g));
        double[][,] first = [.. Enumerable.Range(0, RandomLayer.Channels).Select(k => Rows(terms[0][k]))];
        Tensor map = new FirstComponentMethod(method).Compute(PassReading.Context(a, g))[0];
        Assert.InRange(RelativeError.L2(map.contiguous().data<float>().ToArray(), [.. FirstComponent(first).Cast<double>().Select(v => (float)v)]), 0, Bound);
        Assert.InRange(RelativeError.L2(terms.sum([1]).contiguous().data<float>().ToArray(), method.Compute(PassReading.Context(a, g)).contiguous().data<float>().ToArray()), 0, Bound);
    }

    private static double[,] Rows(Tensor plane)
    {
        double[,] rows = new double[plane.shape[0], plane.shape[1]];
        float[] values = plane.contiguous().data<float>().ToArray();
        Buffer.BlockCopy(values.Select(value => (double)value).ToArray(), 0, rows, 0, sizeof(double) * values.Length);
        return rows;
    }

    private static double[][,] Terms(double[][,] a, double[][,] g) => [.. a.Zip(g, (value, slope) => Sum([value], [slope], (s, v) => s * v))];

    private static Tensor Component(Tensor terms, Tensor gradient) => new EigenCamMethod().Compute(PassReading.Context(terms, gradient));

    private static Tensor EachPicture(Tensor maps, Func<Tensor, Tensor> change) => stack([.. Enumerable.Range(0, (int)maps.shape[0]).Select(n => change(maps[n]))]);

    private static Tensor Rare(Tensor values, double deviations, bool unbiased)
    {
        Tensor mean = values.mean([2, 3], keepdim: true), deviation = values.std([2, 3], unbiased: unbiased, keepdim: true);
        return (mean * values.gt(mean + (deviation * deviations)).to(ScalarType.Float32)).sum([1]);
    }

    private static Tensor Weigh(Tensor weights, Tensor activation) => (weights.unsqueeze(2).unsqueeze(3) * activation).sum([1]);
}
