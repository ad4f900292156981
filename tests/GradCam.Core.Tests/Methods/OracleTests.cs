using GradCam.Core.Tests.Recording;
using GradCam.Methods;
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
        ["gradcam"] = PlainOracle.GradCam,
        ["gradcam++"] = PlainOracle.PlusPlus,
        ["gradcam++ original sum"] = PlainOracle.PlusPlusAnyPositive,
        ["gradcam++ original"] = (a, g) => PlainOracle.LessItsMinimum(PlainOracle.PlusPlusAnyPositive(a, g)),
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> Methods = new()
    {
        ["gradcam"] = Compute(new GradCamMethod()),
        ["gradcam++"] = Compute(new GradCamPlusPlusMethod()),
        ["gradcam++ original sum"] = (a, g) => AnyPositivePlusPlusMethod.Sum(PassReading.Context(a, g)),
        ["gradcam++ original"] = Compute(new AnyPositivePlusPlusMethod()),
    };

    /// <summary>A method's formula with one sign or one factor changed, by the method's name and the change.</summary>
    private static readonly Dictionary<(string Method, string Change), Func<Tensor, Tensor, Tensor>> Mutants = new()
    {
        [("gradcam", "the gradient's sign")] = (a, g) => Sum((-g).mean([2, 3]), a),
        [("gradcam", "the activation's sign")] = (a, g) => Sum(g.mean([2, 3]), -a),
        [("gradcam", "sum for mean")] = (a, g) => Sum(g.sum([2, 3]), a),
        [("gradcam", "the gradient rectified")] = (a, g) => Sum(g.relu().mean([2, 3]), a),
        [("gradcam", "the activation rectified")] = (a, g) => Sum(g.mean([2, 3]), a.relu()),
        [("gradcam", "means over the batch too")] = (a, g) => Sum(g.mean([0, 2, 3]).expand(a.shape[0], -1), a),
        [("gradcam", "rectified")] = (a, g) => Sum(g.mean([2, 3]), a).relu(),
        [("gradcam++", "1 for 2")] = (a, g) => Sum(Weights(a.relu(), g.relu(), 1), a),
        [("gradcam++", "g not rectified")] = (a, g) => Sum(Weights(a.relu(), g, 2), a),
        [("gradcam++", "A not rectified in the denominator")] = (a, g) => Sum(Weights(a, g.relu(), 2), a),
        [("gradcam++", "A rectified in the sum")] = (a, g) => Sum(Weights(a.relu(), g.relu(), 2), a.relu()),
        [("gradcam++", "minus in the denominator")] = (a, g) => Sum(Weights(-a.relu(), g.relu(), 2), a),
        [("gradcam++", "mean for sum in the weight")] = (a, g) => Sum(Weights(a.relu(), g.relu(), 2) / (g.shape[2] * g.shape[3]), a),
        [("gradcam++", "rectified")] = (a, g) => Sum(Weights(a.relu(), g.relu(), 2), a).relu(),
        [("gradcam++", "mean for sum in the denominator")] =
            (a, g) => Sum((g.relu() / (2 + (a.relu().mean([2, 3], keepdim: true) * g.relu()))).sum([2, 3]), a),
        [("gradcam++ original sum", "a zero gradient counts")] = (a, g) => Sum(g.relu().sum([2, 3]).ge(0).to(ScalarType.Float32), a),
        [("gradcam++ original sum", "all gradients for any")] = (a, g) => Sum(g.amin([2, 3]).gt(0).to(ScalarType.Float32), a),
        [("gradcam++ original sum", "the gradient's sign")] = (a, g) => Sum((-g).amax([2, 3]).gt(0).to(ScalarType.Float32), a),
        [("gradcam++ original", "the minimum of the batch taken away")] = (a, g) => Less(AnyPositivePlusPlusMethod.Sum(PassReading.Context(a, g)), map => map.amin()),
        [("gradcam++ original", "the maximum taken away")] =
            (a, g) => Less(AnyPositivePlusPlusMethod.Sum(PassReading.Context(a, g)), map => map.amax([1, 2], keepdim: true)),
        [("gradcam++ original sum", "the sum rectified")] = (a, g) => Sum(g.amax([2, 3]).gt(0).to(ScalarType.Float32), a).relu(),
    };

    public static TheoryData<string> Names => new(Oracles.Keys);

    public static TheoryData<string> CataloguedKeys => [.. MethodCatalog.All.Where(method => Oracles.ContainsKey(method.Key)).Select(method => method.Key)];

    public static TheoryData<string, string> Changes => OracleComparison.Rows(Mutants.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Method_OnRandomLayers_AgreesWithTheOracle(string name) =>
        Assert.All(Seeds, seed => Assert.InRange(OracleComparison.Distance(Methods[name], Oracles[name], seed), 0, Bound));

    [Theory]
    [MemberData(nameof(CataloguedKeys))]
    public void CataloguedMethod_OnRandomLayers_AgreesWithTheOracleOfItsKey(string key)
    {
        IAttributionMethod method = MethodCatalog.All.Single(method => method.Key == key);
        Assert.All(Seeds, seed => Assert.InRange(OracleComparison.Distance(Compute(method), Oracles[key], seed), 0, Bound));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Comparison_OfAMethodWithOneChange_Disagrees(string name, string change) =>
        Assert.All(Seeds, seed => Assert.InRange(OracleComparison.Distance(Mutants[(name, change)], Oracles[name], seed), 1000 * Bound, double.MaxValue));

    private static Func<Tensor, Tensor, Tensor> Compute(IAttributionMethod method) => (a, g) => method.Compute(PassReading.Context(a, g));

    private static Tensor Less(Tensor maps, Func<Tensor, Tensor> what) => maps - what(maps);

    private static Tensor Sum(Tensor weights, Tensor activation) => (weights.unsqueeze(2).unsqueeze(3) * activation).sum([1]);

    private static Tensor Weights(Tensor activation, Tensor gradient, double two) =>
        (gradient / (two + (activation.sum([2, 3], keepdim: true) * gradient))).sum([2, 3]);
}
