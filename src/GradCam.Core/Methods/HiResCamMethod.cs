using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// HiResCAM: <c>sum_k g_k * A_k</c>, position by position (Draelos and Carin, arXiv 2011.08891).
/// </summary>
/// <remarks>The paper draws the signed sum; the mask rectifies it, like the others. It is Grad-CAM where the gradient is constant over each channel.</remarks>
public sealed record HiResCamMethod : IChannelTerms
{
    /// <summary>The method's key.</summary>
    public const string Name = "hirescam";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "HiResCAM";

    /// <inheritdoc/>
    public string Source => "arXiv 2011.08891";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public Needs Needs => Needs.Gradient;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => Terms(context).sum([1]);

    /// <inheritdoc/>
    public Tensor Terms(AttributionContext context) => context.Gradient * context.Activation;
}
