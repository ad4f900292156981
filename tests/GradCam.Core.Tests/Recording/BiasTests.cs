using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using GradCam.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Recording;

/// <summary>
/// A network of pieces that are linear is its input and its biases, each times the score's gradient there: nothing is lost and nothing counted twice
/// (Srinivas and Fleuret, arXiv 1905.00780, proposition 2).
/// </summary>
public class BiasTests
{
    private const int Pictures = 2;

    /// <summary>In float64: 1e-15 was measured.</summary>
    private const double Rounding = 1e-6;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void InputAndBiases_TimesTheirGradients_AddUpToTheScore(int classId)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Create();
        Tensor input = SmallNetwork.Pictures(Pictures).to(ScalarType.Float64);
        Score[] scores = [Score.Logit(classId), Score.Logit(2)];
        var request = new PassRequest { Biases = true, InputGradient = true, LayerGradients = false };
        using Pass pass = Pass.Run(network, input, request);
        using ScoredPass scored = ScoredPass.Run(pass, request, scores, [true, true], [Needs.Biases], last: true);

        AttributionContext context = scored.ContextFor(Needs.Biases, [], input, null, 0);

        // The norm, the convolution behind it called twice, and the linear layer; the first convolution has no bias.
        Assert.Equal(4, context.Biases.Count);
        Assert.Equal(1, scored.BackwardPasses);
        for (int n = 0; n < Pictures; n++)
        {
            double fromInput = Sum((input * context.InputGradient)[n]);
            double fromBiases = context.Biases.Sum(bias => Sum(bias.Bias * bias.Gradient[n]));
            double score = pass.Logits[n, scores[n].ClassId].item<double>();
            Assert.NotInRange(fromBiases / score, -0.01, 0.01);
            Assert.Equal(score, fromInput + fromBiases, Rounding);
        }
    }

    /// <summary>A linear layer's channels stand last, and windows may stand in the place of pictures: it said that sizes do not match, or a gap of another picture's share.</summary>
    [Fact]
    public void FullGrad_OfLinearLayersOverPlacesAndWindows_AccountsForAllOfTheScore()
    {
        using DisposeScope scope = NewDisposeScope();
        using var module = new Windowed();
        module.to(ScalarType.Float64);
        using var network = new Network(module, new NetworkFacts { Preprocessing = Preprocessing.ImageNet with { InputSize = SmallNetwork.Side } });
        var options = new ExplainOptions { Pictures = [], Methods = [new FullGradMethod()] };

        IReadOnlyList<ExplainedScore> explained = PlanRun.Run(
            Plan.Create(network, options), SmallNetwork.Pictures(Pictures).to(ScalarType.Float64), [[Target.Class(0)], [Target.Class(2)]], new StageClock());

        Assert.Equal(Pictures, explained.Count);
        Assert.All(explained, one => Assert.InRange(one.Gaps[FullGradMethod.Name], 0, 1e-12));
    }

    private static double Sum(Tensor values) => values.sum().item<double>();

    private static nn.Module<Tensor, Tensor> Create()
    {
        nn.Module<Tensor, Tensor> again = nn.Conv2d(6, 6, 3, padding: 1);
        nn.Module<Tensor, Tensor> network = new Twice(
            nn.Sequential(nn.Conv2d(3, 6, 3, bias: false), nn.BatchNorm2d(6), new Rectifier()),
            again,
            nn.Sequential(new Rectifier(), nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(24, 3)));
        network.to(ScalarType.Float64);
        using var generator = new Generator(5);
        using IDisposable still = no_grad();
        foreach ((string name, Tensor values) in network.state_dict())
        {
            if (values.is_floating_point())
            {
                values.uniform_(name.EndsWith("running_var", StringComparison.Ordinal) ? 0.5 : -0.6, 1, generator);
            }
        }

        return network;
    }

    /// <summary>A linear layer over the places of a map, and one over the places of its four windows; no rectifier.</summary>
    private sealed class Windowed : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> first = nn.Conv2d(3, 6, 3, padding: 1), places = nn.Linear(6, 5), windows = nn.Linear(5, 4), last = nn.Linear(4, 3);

        public Windowed()
            : base(nameof(Windowed)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            Tensor map = places.call(first.call(input).permute(0, 2, 3, 1));
            Tensor folded = map.flatten(1, 2).unflatten(1, 4, -1).flatten(0, 1);
            return last.call(windows.call(folded).unflatten(0, -1, 4).mean([1, 2]));
        }
    }

    /// <summary>Calls its middle part twice.</summary>
    private sealed class Twice : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> first, middle, last;

        public Twice(nn.Module<Tensor, Tensor> first, nn.Module<Tensor, Tensor> middle, nn.Module<Tensor, Tensor> last)
            : base(nameof(Twice))
        {
            (this.first, this.middle, this.last) = (first, middle, last);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => last.call(middle.call(middle.call(first.call(input))));
    }
}
