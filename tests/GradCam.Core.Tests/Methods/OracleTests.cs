using GradCam.Core.Tests.Reference;
using GradCam.Methods;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>The methods against a plain oracle in double; and the comparison against methods with one thing changed.</summary>
public class OracleTests
{
    /// <summary>float32 over a dozen channels of 20 numbers: 1e-7 to 3e-7 was measured.</summary>
    private const double Bound = 1e-6;

    private static readonly int[] Seeds = [1, 2, 3, 4, 5];

    private static readonly Dictionary<string, Func<double[][,], double[][,], double[,]>> Oracles = new()
    {
        ["gradcam sum"] = PlainOracle.GradCam,
        ["gradcam"] = (a, g) => PlainOracle.Relu(PlainOracle.GradCam(a, g)),
        ["gradcam++ sum"] = PlainOracle.PlusPlus,
        ["gradcam++"] = (a, g) => PlainOracle.Relu(PlainOracle.PlusPlus(a, g)),
        ["gradcam++ original"] = PlainOracle.PlusPlusAnyPositive,
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> Methods = new()
    {
        ["gradcam sum"] = GradCamMap.WeightedSum,
        ["gradcam"] = GradCamMap.Compute,
        ["gradcam++ sum"] = (a, g) => GradCamPlusPlusMap.WeightedSum(a, g),
        ["gradcam++"] = (a, g) => GradCamPlusPlusMap.Compute(a, g),
        ["gradcam++ original"] = (a, g) => GradCamPlusPlusMap.Compute(a, g, PlusPlusWeights.AnyPositive),
    };

    /// <summary>A method's formula with one sign or one factor changed, by the method's name and the change.</summary>
    private static readonly Dictionary<(string Method, string Change), Func<Tensor, Tensor, Tensor>> Mutants = new()
    {
        [("gradcam sum", "the gradient's sign")] = (a, g) => Sum((-g).mean([2, 3]), a),
        [("gradcam sum", "the activation's sign")] = (a, g) => Sum(g.mean([2, 3]), -a),
        [("gradcam sum", "sum for mean")] = (a, g) => Sum(g.sum([2, 3]), a),
        [("gradcam sum", "the gradient rectified")] = (a, g) => Sum(g.relu().mean([2, 3]), a),
        [("gradcam sum", "the activation rectified")] = (a, g) => Sum(g.mean([2, 3]), a.relu()),
        [("gradcam sum", "means over the batch too")] = (a, g) => Sum(g.mean([0, 2, 3]).expand(a.shape[0], -1), a),
        [("gradcam", "no rectifier")] = (a, g) => Sum(g.mean([2, 3]), a),
        [("gradcam", "its sign")] = (a, g) => (-Sum(g.mean([2, 3]), a)).relu(),
        [("gradcam++ sum", "1 for 2")] = (a, g) => Sum(Weights(a.relu(), g.relu(), 1), a),
        [("gradcam++ sum", "g not rectified")] = (a, g) => Sum(Weights(a.relu(), g, 2), a),
        [("gradcam++ sum", "A not rectified in the denominator")] = (a, g) => Sum(Weights(a, g.relu(), 2), a),
        [("gradcam++ sum", "A rectified in the sum")] = (a, g) => Sum(Weights(a.relu(), g.relu(), 2), a.relu()),
        [("gradcam++ sum", "minus in the denominator")] = (a, g) => Sum(Weights(-a.relu(), g.relu(), 2), a),
        [("gradcam++ sum", "mean for sum in the weight")] = (a, g) => Sum(Weights(a.relu(), g.relu(), 2) / (g.shape[2] * g.shape[3]), a),
        [("gradcam++ sum", "mean for sum in the denominator")] =
            (a, g) => Sum((g.relu() / (2 + (a.relu().mean([2, 3], keepdim: true) * g.relu()))).sum([2, 3]), a),
        [("gradcam++", "no rectifier")] = (a, g) => Sum(Weights(a.relu(), g.relu(), 2), a),
        [("gradcam++ original", "a zero gradient counts")] = (a, g) => Sum(g.relu().sum([2, 3]).ge(0).to(ScalarType.Float32), a),
        [("gradcam++ original", "all gradients for any")] = (a, g) => Sum(g.amin([2, 3]).gt(0).to(ScalarType.Float32), a),
        [("gradcam++ original", "the gradient's sign")] = (a, g) => Sum((-g).amax([2, 3]).gt(0).to(ScalarType.Float32), a),
        [("gradcam++ original", "the sum rectified")] = (a, g) => Sum(g.amax([2, 3]).gt(0).to(ScalarType.Float32), a).relu(),
    };

    public static TheoryData<string> Names => new(Oracles.Keys);

    public static TheoryData<string> CataloguedKeys => [.. MethodCatalog.All.Select(method => method.Key)];

    public static TheoryData<string, string> Changes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach ((string method, string change) in Mutants.Keys)
            {
                data.Add(method, change);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Method_OnRandomLayers_AgreesWithTheOracle(string name) =>
        Assert.All(Seeds, seed => Assert.InRange(Distance(Methods[name], Oracles[name], seed), 0, Bound));

    [Theory]
    [MemberData(nameof(CataloguedKeys))]
    public void CataloguedMethod_OnRandomLayers_AgreesWithTheOracleOfItsKey(string key)
    {
        MapMethod method = MethodCatalog.All.Single(method => method.Key == key);
        Assert.All(Seeds, seed => Assert.InRange(Distance((a, g) => method.Compute(a, g, PlusPlusWeights.Paper), Oracles[key], seed), 0, Bound));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Comparison_OfAMethodWithOneChange_Disagrees(string name, string change) =>
        Assert.All(Seeds, seed => Assert.InRange(Distance(Mutants[(name, change)], Oracles[name], seed), 1000 * Bound, double.MaxValue));

    private static double Distance(Func<Tensor, Tensor, Tensor> method, Func<double[][,], double[][,], double[,]> oracle, int seed)
    {
        using DisposeScope scope = NewDisposeScope();
        var layer = new RandomLayer(seed);
        Tensor maps = method(RandomLayer.AsTensor(layer.A), RandomLayer.AsTensor(layer.G));
        Assert.Equal([RandomLayer.Pictures, RandomLayer.Height, RandomLayer.Width], maps.shape);
        float[] expected = [.. layer.A.Zip(layer.G).SelectMany(picture => oracle(picture.First, picture.Second).Cast<double>()).Select(v => (float)v)];
        return RelativeError.L2(maps.contiguous().data<float>().ToArray(), expected);
    }

    private static Tensor Sum(Tensor weights, Tensor activation) => (weights.unsqueeze(2).unsqueeze(3) * activation).sum(1);

    private static Tensor Weights(Tensor activation, Tensor gradient, double two) =>
        (gradient / (two + (activation.sum([2, 3], keepdim: true) * gradient))).sum([2, 3]);
}
