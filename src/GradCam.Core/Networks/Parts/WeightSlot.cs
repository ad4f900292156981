using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>A parameter or buffer of one layer, and how it is replaced.</summary>
/// <param name="Layer">The layer that has it.</param>
/// <param name="Name">Its name in the layer.</param>
/// <param name="Tensor">What is there now; the layer's own.</param>
internal sealed record WeightSlot(nn.Module Layer, string Name, Tensor Tensor)
{
    public static IEnumerable<WeightSlot> Of(nn.Module layer) =>
        layer.named_parameters(recurse: false).Select(entry => new WeightSlot(layer, entry.name, entry.parameter))
            .Concat(layer.named_buffers(recurse: false).Select(entry => new WeightSlot(layer, entry.name, entry.buffer)));

    /// <summary>Hands a tensor over to the layer; the old one is disposed by the layer.</summary>
    /// <param name="value">Shape and type of the old one.</param>
    /// <param name="trains">Whether a parameter asks for a gradient.</param>
    /// <exception cref="NotSupportedException">The layer is none of Conv2d, Linear, BatchNorm2d, LayerNorm and the parts of the catalogue's networks.</exception>
    /// <remarks>TorchSharp 0.107 counts a parameter that is made twice in <c>Tensor.TotalCount</c>, and its end once: the counter drifts, nothing is kept.</remarks>
    public void Set(Tensor value, bool trains)
    {
        Parameter Parameter() => new(value, trains);
        switch (Layer, Name)
        {
            case (Conv2d layer, "weight"): layer.weight = Parameter(); break;
            case (Conv2d layer, "bias"): layer.bias = Parameter(); break;
            case (Linear layer, "weight"): layer.weight = Parameter(); break;
            case (Linear layer, "bias"): layer.bias = Parameter(); break;
            case (NetworkPart part, _): part.Replace(Name, value, trains); break;
            case (LayerNorm layer, "weight"): layer.weight = Parameter(); break;
            case (LayerNorm layer, "bias"): layer.bias = Parameter(); break;
            case (BatchNorm2d layer, "weight"): layer.weight = Parameter(); break;
            case (BatchNorm2d layer, "bias"): layer.bias = Parameter(); break;
            case (BatchNorm2d layer, "running_mean"): layer.running_mean = value.DetachFromDisposeScope(); break;
            case (BatchNorm2d layer, "running_var"): layer.running_var = value.DetachFromDisposeScope(); break;
            case (BatchNorm2d layer, "num_batches_tracked"): layer.num_batches_tracked = value.DetachFromDisposeScope(); break;
            default: throw new NotSupportedException($"{Layer.GetName()} has a '{Name}' that cannot be replaced");
        }
    }
}
