using GradCam.Networks;
using GradCam.Recording;
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
            double fromBiases = context.Biases.Sum(bias => Sum(bias.Bias * PositionsSummed(bias.Gradient)[n]));
            double score = pass.Logits[n, scores[n].ClassId].item<double>();
            Assert.NotInRange(fromBiases / score, -0.01, 0.01);
            Assert.Equal(score, fromInput + fromBiases, Rounding);
        }
    }

    private static double Sum(Tensor values) => values.sum().item<double>();

    private static Tensor PositionsSummed(Tensor gradient) => gradient.dim() == 4 ? gradient.sum([2, 3]) : gradient;

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
