using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Grad-CAM++: <c>sum_k w_k * A_k</c>, <c>w_k = sum_ij relu(g_kij) / (2 + S_k * relu(g_kij))</c>,
/// <c>S_k = sum_ij relu(A_kij)</c> (Chattopadhay et al., arXiv 1710.11063, equations 7 and 19 with Y = exp(y)).
/// </summary>
/// <remarks>
/// The paper's alpha is <c>g^2 / (2 g^2 + g^3 sum(A))</c>, from which g^2 cancels; the factor exp(y), the same for every channel,
/// is dropped, since a mask's normalisation removes it. The paper's A is rectified: summing relu(A) keeps the denominator at 2 or
/// more at a layer that is not.
/// </remarks>
public sealed record GradCamPlusPlusMethod : IChannelWeights
{
    /// <summary>The method's key.</summary>
    public const string Name = "gradcam++";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Grad-CAM++";

    /// <inheritdoc/>
    public string Source => "arXiv 1710.11063, equations 7 and 19";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public Needs Needs => Needs.Gradient;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => ChannelSum.Weigh(Weights(context), context.Activation);

    /// <inheritdoc/>
    public Tensor Weights(AttributionContext context)
    {
        Tensor positive = context.Gradient.relu();
        Tensor total = context.Activation.relu().sum([2, 3], keepdim: true);
        return (positive / (total * positive).Plus(Scalars.Two)).sum([2, 3]);
    }
}
