using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// Convolutions with the batch normalisation behind them folded in, for passes in evaluation mode: a normalisation with fixed
/// statistics is one more factor and one more addend a channel, <c>w' = w * s</c>, <c>b' = (b - mean) * s + bias</c> with
/// <c>s = weight / sqrt(variance + eps)</c>, computed in double and rounded once. The module's own weights stay as they are.
/// </summary>
/// <remarks>Each pair is folded when it is first met; weights that change afterwards do not count: fold anew. Passes on several threads may share it.</remarks>
internal sealed class FoldedNorms : IDisposable
{
    private readonly ConditionalWeakTable<Conv2d, Folded> folded = [];
    private readonly bool channelsLast;

    /// <summary>Folds nothing yet.</summary>
    /// <param name="network">The network that is run: its convolutions say which order of weights suits them.</param>
    public FoldedNorms(nn.Module network)
    {
        // libtorch keeps every activation in the order of the first weight, and its convolutions need not rearrange channels last. Where
        // some work channel by channel (mobilenet_v2), sums in that order were seen to lose digits that small maps need.
        channelsLast = !ModuleTree.Walk(network).Any(entry => entry.Module is Conv2d { groups: > 1 });
    }

    /// <summary>Frees the folded weights.</summary>
    public void Dispose()
    {
        foreach ((_, Folded pair) in folded)
        {
            pair.Dispose();
        }

        folded.Clear();
    }

    /// <summary>The two layers as one; null where one of them is kept apart or trains.</summary>
    public Tensor? TryApply(Conv2d convolution, BatchNorm2d norm, Tensor x, IReadOnlySet<nn.Module> apart)
    {
        if (apart.Contains(convolution) || apart.Contains(norm) || norm.training)
        {
            return null;
        }

        return folded.GetValue(convolution, key => new Folded(key, norm, channelsLast)).Apply(x);
    }

    private sealed class Folded : IDisposable
    {
        private readonly Tensor weight, bias;
        private readonly long[] strides, padding, dilation;
        private readonly long groups;

        public Folded(Conv2d convolution, BatchNorm2d norm, bool channelsLast)
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable withoutGradients = no_grad();
            using Scalar eps = norm.eps;
            Tensor scale = norm.weight!.to(ScalarType.Float64) / norm.running_var!.to(ScalarType.Float64).Plus(eps).sqrt();
            Tensor mean = norm.running_mean!.to(ScalarType.Float64);
            Tensor shift = convolution.bias is null ? -mean : convolution.bias.to(ScalarType.Float64) - mean;
            Tensor product = (convolution.weight! * scale.view(-1, 1, 1, 1)).to(ScalarType.Float32);
            weight = (channelsLast ? product.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) : product).DetachFromDisposeScope();
            bias = (shift * scale).Plus(norm.bias!).to(ScalarType.Float32).DetachFromDisposeScope();
            (strides, padding, dilation, groups) = (convolution.stride!, convolution.padding!, convolution.dilation!, convolution.groups);
        }

        public Tensor Apply(Tensor x) => nn.functional.conv2d(x, weight, bias, strides, padding, dilation, groups);

        public void Dispose()
        {
            weight.Dispose();
            bias.Dispose();
        }
    }
}
