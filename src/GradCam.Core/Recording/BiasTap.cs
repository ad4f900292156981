using GradCam.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>The output of one call of a layer that adds a bias: a batch normalisation, or a convolution or linear layer that has one.</summary>
/// <param name="layer">The layer.</param>
/// <param name="output">Its output, a part of the graph; owned by this object.</param>
internal sealed class BiasTap(nn.Module layer, Tensor output) : IDisposable
{
    /// <summary>The layer's output: [N, C, h, w]; a linear layer's channels stand last.</summary>
    public Tensor Output => output;

    /// <summary>Whether a layer of this kind adds a bias.</summary>
    public static bool Counts(nn.Module layer) => layer is BatchNorm2d { weight: not null, running_mean: not null } or Conv2d { bias: not null } or Linear { bias: not null } or OnnxLayer { Bias: not null };

    /// <summary>What the layer adds to each channel, as it is added: [C, 1, 1], of a linear layer [C]; of a batch normalisation <c>beta - mean * gamma / sqrt(variance + eps)</c>.</summary>
    public Tensor Bias()
    {
        switch (layer)
        {
            case BatchNorm2d norm:
                using (no_grad())
                using (Scalar eps = norm.eps)
                {
                    return (norm.bias! - norm.running_mean! * norm.weight! / norm.running_var!.Plus(eps).sqrt()).view(-1, 1, 1);
                }

            case Conv2d convolution:
                return convolution.bias!.detach().view(-1, 1, 1);
            case Linear linear:
                return linear.bias!.detach();
            case OnnxLayer { Bias: { } bias }:
                return bias();
            default:
                throw new NotSupportedException($"{layer.GetName()} adds no bias");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => output.Dispose();
}
