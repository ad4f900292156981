using GradCam.Core.Tests.Reference;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Numerics;
using GradCam.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>The methods that look at the whole network against plain loops over a small one; and the loops against formulas with one thing changed.</summary>
public class PassOracleTests
{
    /// <summary>Network and input are float64, and maps leave the run in float32: 6e-8.</summary>
    private const double Bound = 1e-6;

    private const int ClassId = 2;

    private static readonly double[] Scales = [0.9, 1, 1.1];

    private static readonly Dictionary<string, (IAttributionMethod Method, Func<PlainPassOracle, double[]> Oracle)> Pairs = new()
    {
        ["finercam"] = (new FinerCamMethod(), o => o.Finer()),
        ["shapleycam"] = (new ShapleyCamMethod(), o => o.Shapley()),
        ["scorecam"] = (new ScoreCamMethod(), o => o.ScoreCam()),
        ["ablationcam"] = (new AblationCamMethod(), o => o.Ablation()),
        ["smoothgradcam++"] = (new SmoothGradCamPlusPlusMethod { Samples = 5 }, o => o.SmoothGradCamPlusPlus(5)),
        ["fullgrad"] = (new FullGradMethod(), o => o.FullGrad()),
        ["layercam-fusion"] = (new LayerCamFusionMethod(), o => o.Fusion()),
        ["gradient"] = (new GradientMethod(), o => o.Pixel(RectifierRule.Gradient)),
        ["inputxgradient"] = (new InputTimesGradientMethod(), o => o.Pixel(RectifierRule.Gradient, timesInput: true)),
        ["guided"] = (new GuidedBackpropagationMethod(), o => o.Pixel(RectifierRule.Guided)),
        ["deconvolution"] = (new DeconvolutionMethod(), o => o.Pixel(RectifierRule.Deconvolution)),
        ["guidedgradcam"] = (new GuidedGradCamMethod(), o => o.GuidedGradCam()),
        ["integratedgradients"] = (new IntegratedGradientsMethod { Steps = 7 }, o => o.Integrated(7)),
        ["integratedgradients-white"] = (new IntegratedGradientsMethod { Steps = 7, Baseline = Baseline.White }, o => o.Integrated(7, baseline: 2)),
        ["expectedgradients"] = (new ExpectedGradientsMethod { Samples = 7 }, o => o.Expected(7)),
        ["smoothgrad"] = (new SmoothGradMethod { Samples = 5 }, o => o.NoisyMean(5, (slope, _) => slope)),
        ["smoothgrad-squared"] = (new SmoothGradSquaredMethod { Samples = 5 }, o => o.NoisyMean(5, (slope, _) => slope * slope)),
        ["vargrad"] = (new VarGradMethod { Samples = 5 }, o => o.NoisyMean(5, (slope, mean) => (slope - mean) * (slope - mean))),
        ["occlusion"] = (new OcclusionMethod { Window = 3, Stride = 2 }, o => o.Occlusion(3, 2)),
        ["rise"] = (new RiseMethod { Masks = 20, Cells = 3 }, o => o.Rise(20, 3)),
        ["noise"] = (new NoiseMethod(new GradCamMethod()) { Samples = 5 }, o => o.NoiseOf(5)),
        ["flips"] = (new FlipsMethod(new GradCamMethod()), o => o.FlipsOf(Scales)),
    };

    /// <summary>A method's formula with one thing changed, by the method's name and the change.</summary>
    private static readonly Dictionary<(string Method, string Change), Func<PlainPassOracle, double[]>> Mutants = new()
    {
        [("finercam", "gamma 1")] = o => o.Finer(gamma: 1),
        [("finercam", "one reference")] = o => o.Finer(references: 1),
        [("finercam", "no reference")] = o => PlainPassOracle.GradCam(o.X, o.Class),
        [("shapleycam", "all of the second derivative")] = o => o.Shapley(half: 1),
        [("shapleycam", "plus the second derivative")] = o => o.Shapley(half: -0.5),
        [("shapleycam", "the logit alone")] = o => o.Shapley(withLogarithm: false),
        [("scorecam", "no softmax")] = o => o.ScoreCam(softmax: false),
        [("scorecam", "masks not scaled")] = o => o.ScoreCam(scaled: false),
        [("ablationcam", "ones for zeros")] = o => o.Ablation(to: 1),
        [("ablationcam", "two channels at once")] = o => o.Ablation(others: 1),
        [("smoothgradcam++", "the first derivative above")] = o => o.SmoothGradCamPlusPlus(5, numerator: 1),
        [("smoothgradcam++", "no third power")] = o => o.SmoothGradCamPlusPlus(5, withThird: false),
        [("smoothgradcam++", "another level")] = o => o.SmoothGradCamPlusPlus(5, level: 0.2),
        [("fullgrad", "each channel scaled by itself")] = o => o.FullGrad(perChannel: true),
        [("fullgrad", "the input alone")] = o => o.FullGrad(withBiases: false),
        [("layercam-fusion", "the last layer scaled too")] = o => o.Fusion(lastToo: true),
        [("gradient", "times the input")] = o => o.Pixel(RectifierRule.Gradient, timesInput: true),
        [("inputxgradient", "the gradient alone")] = o => o.Pixel(RectifierRule.Gradient),
        [("guided", "deconvolution")] = o => o.Pixel(RectifierRule.Deconvolution),
        [("guided", "the gradient")] = o => o.Pixel(RectifierRule.Gradient),
        [("deconvolution", "guided")] = o => o.Pixel(RectifierRule.Guided),
        [("guidedgradcam", "the map not scaled")] = o => o.GuidedGradCam(scaled: false),
        [("integratedgradients", "the left rule")] = o => o.Integrated(7, at: 0),
        [("integratedgradients", "another baseline")] = o => o.Integrated(7, baseline: -2),
        [("integratedgradients", "not times the way")] = o => o.Integrated(7, timesInput: false),
        [("expectedgradients", "the mean colour alone")] = o => o.Expected(7, sameColour: true),
        [("smoothgrad", "one sample less")] = o => o.NoisyMean(4, (slope, _) => slope),
        [("smoothgrad-squared", "the variance")] = o => o.NoisyMean(5, (slope, mean) => (slope - mean) * (slope - mean)),
        [("vargrad", "the variance of a sample")] = o => o.NoisyMean(5, (slope, mean) => 1.25 * (slope - mean) * (slope - mean)),
        [("vargrad", "the squares")] = o => o.NoisyMean(5, (slope, _) => slope * slope),
        [("occlusion", "another baseline")] = o => o.Occlusion(3, 2, baseline: -2),
        [("occlusion", "another stride")] = o => o.Occlusion(3, 3),
        [("rise", "the logit")] = o => o.Rise(20, 3, ofLogit: true),
        [("rise", "not shifted")] = o => o.Rise(20, 3, shifted: false),
        [("noise", "none")] = o => o.NoiseOf(1, level: 0),
        [("noise", "another level")] = o => o.NoiseOf(5, level: 0.1),
        [("flips", "not mirrored back")] = o => o.FlipsOf(Scales, mirroredBack: false),
        [("flips", "other scales")] = o => o.FlipsOf([0.5, 1, 1.5]),
    };

    public static TheoryData<string> Names => new(Pairs.Keys);

    public static TheoryData<string, string> Changes => OracleComparison.Rows(Mutants.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Method_OnTheNetwork_AgreesWithTheOracle(string name) => Assert.InRange(Distance(Pairs[name].Oracle, name), 0, Bound);

    [Theory]
    [MemberData(nameof(Changes))]
    public void Comparison_OfTheOracleWithOneChange_Disagrees(string name, string change) =>
        Assert.InRange(Distance(Mutants[(name, change)], name), 1000 * Bound, double.MaxValue);

    /// <summary>Two pictures in one batch, the wanted one second, so that a method that looks at the wrong one is found; pieces of one picture, so that pieces do not show.</summary>
    private static double Distance(Func<PlainPassOracle, double[]> oracle, string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using Network network = PlainNetworkTwin.Create();
        int count = PlainNetwork.Colours * PlainNetwork.Side * PlainNetwork.Side;
        double[] pictures = [.. FormulaNumbers.Uniform("plain/pictures", 2 * count).Select(u => (float)((3 * u) - 1))];
        IAttributionMethod method = Pairs[name].Method;
        var options = new ExplainOptions
        {
            Pictures = [],
            Methods = [method],
            Layers = method.Needs.EveryLayer ? [PlainNetworkTwin.FirstLayer, PlainNetworkTwin.Layer] : [],
            MemoryBudget = 1,
        };
        ExplainedScore explained = PlanRun.Run(
            Plan.Create(network, options), tensor(pictures, [2, PlainNetwork.Colours, PlainNetwork.Side, PlainNetwork.Side]), [[Target.Class(0)], [Target.Class(ClassId)]], new StageClock())[^1];
        float[] expected = [.. oracle(new PlainPassOracle(pictures[count..], ClassId)).Select(value => (float)value)];
        return RelativeError.L2([.. explained.Maps[method.Key].Values], expected);
    }
}
