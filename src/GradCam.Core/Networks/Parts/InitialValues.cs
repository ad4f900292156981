using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Draws the values that torchvision's constructors start a network with.</summary>
internal sealed class InitialValues(InitialLaws laws, Generator generator)
{
    public Tensor Of(string name, WeightSlot slot) => (slot.Layer, slot.Name) switch
    {
        (NetworkPart part, _) => part.Initial(slot.Name, slot.Tensor.shape, generator),
        _ when Exception(name) is InitialLaw law => Draw(law, slot.Tensor.shape),
        (Conv2d, "weight") => Draw(laws.Convolution, slot.Tensor.shape),
        (Linear, "weight") => Draw(laws.Linear, slot.Tensor.shape),
        (Conv2d layer, "bias") when !laws.ConvolutionBiasIsZero => Uniform(slot.Tensor.shape, 1 / Math.Sqrt(layer.weight.numel() / layer.weight.shape[0])),
        (Linear layer, "bias") when !laws.LinearBiasIsZero => Uniform(slot.Tensor.shape, 1 / Math.Sqrt(layer.weight.shape[1])),
        (BatchNorm2d or LayerNorm, "weight" or "running_var") => ones(slot.Tensor.shape),
        (_, "num_batches_tracked") => zeros([], dtype: ScalarType.Int64),
        (_, "bias" or "running_mean") => zeros(slot.Tensor.shape),
        _ => throw new NotSupportedException($"there is no initial value for '{name}'"),
    };

    private InitialLaw? Exception(string name)
    {
        (string NameEnd, InitialLaw Law)[] found = [.. laws.Exceptions.Where(exception => name.EndsWith(exception.NameEnd, StringComparison.Ordinal))];
        return found.Length == 0 ? null : found[0].Law;
    }

    private Tensor Draw(InitialLaw law, long[] shape)
    {
        long kernel = shape.Skip(2).Aggregate(1L, (product, side) => product * side);
        long fanIn = shape.ElementAtOrDefault(1) * kernel, fanOut = shape[0] * kernel;
        return law switch
        {
            InitialLaw.HeFanIn => Normal(shape, Math.Sqrt(2.0 / fanIn)),
            InitialLaw.HeFanOut => Normal(shape, Math.Sqrt(2.0 / fanOut)),
            InitialLaw.Normal001 => Normal(shape, 0.01),
            InitialLaw.Normal01 => Normal(shape, 0.1),
            InitialLaw.Normal002 => Normal(shape, 0.02),
            InitialLaw.Normal1e6 => Normal(shape, 1e-6),
            InitialLaw.NormalFanIn => Normal(shape, Math.Sqrt(1.0 / fanIn)),
            InitialLaw.Xavier => Uniform(shape, Math.Sqrt(6.0 / (fanIn + fanOut))),
            InitialLaw.Zero => zeros(shape),
            InitialLaw.HeUniform => Uniform(shape, Math.Sqrt(6.0 / fanIn)),
            InitialLaw.UniformFanOut => Uniform(shape, 1 / Math.Sqrt(fanOut)),
            InitialLaw.SigmoidUniformFanOut => Uniform(shape, Math.Sqrt(3.0 / fanOut)),
            _ => Uniform(shape, 1 / Math.Sqrt(fanIn)),
        };
    }

    private Tensor Normal(long[] shape, double deviation) => empty(shape).normal_(0, deviation, generator);

    private Tensor Uniform(long[] shape, double bound) => empty(shape).uniform_(-bound, bound, generator);
}
