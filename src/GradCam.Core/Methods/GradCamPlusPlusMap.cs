using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Grad-CAM++: <c>relu( sum_k w_k * A_k )</c>, <c>w_k = sum_ij relu(g_kij) / (2 + S_k * relu(g_kij))</c>,
/// <c>S_k = sum_ij relu(A_kij)</c> (Chattopadhay et al., arXiv 1710.11063, equations 7 and 19 with Y = exp(y)).
/// </summary>
/// <remarks>
/// The paper's alpha is <c>g^2 / (2 g^2 + g^3 sum(A))</c>, from which g^2 cancels; the factor exp(y), the same for every channel,
/// is dropped, since a mask's normalisation removes it. The paper's A is rectified: summing relu(A) keeps the denominator at 2 or
/// more at a layer that is not.
/// </remarks>
public static class GradCamPlusPlusMap
{
    /// <summary>The weighted sum over channels before any ReLU: [N, h, w], float32; the caller's to dispose.</summary>
    /// <param name="activation">A: [N, C, h, w].</param>
    /// <param name="gradient">g, the class score's gradient at A: [N, C, h, w].</param>
    /// <param name="weights">How a channel is weighed. Default: as the paper does.</param>
    public static Tensor WeightedSum(Tensor activation, Tensor gradient, PlusPlusWeights weights = PlusPlusWeights.Paper)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor positive = gradient.relu();
        Tensor channelWeights = weights == PlusPlusWeights.AnyPositive
            ? positive.sum([2, 3]).gt(Scalars.Zero).to(activation.dtype)
            : (positive / (activation.relu().sum([2, 3], keepdim: true) * positive).add(Scalars.Two)).sum([2, 3]);
        return ChannelSum.Of(channelWeights, activation).MoveToOuterDisposeScope();
    }

    /// <summary>The map: [N, h, w], float32, with the paper's weights 0 or more; the caller's to dispose.</summary>
    /// <param name="activation">A: [N, C, h, w].</param>
    /// <param name="gradient">g, the class score's gradient at A: [N, C, h, w].</param>
    /// <param name="weights">How a channel is weighed. Default: as the paper does.</param>
    public static Tensor Compute(Tensor activation, Tensor gradient, PlusPlusWeights weights = PlusPlusWeights.Paper)
    {
        Tensor sum = WeightedSum(activation, gradient, weights);
        if (weights == PlusPlusWeights.AnyPositive)
        {
            return sum;
        }

        using (sum)
        {
            return sum.relu();
        }
    }
}
