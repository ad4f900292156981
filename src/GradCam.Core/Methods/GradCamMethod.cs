using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Grad-CAM: <c>sum_k mean_ij(g_k) * A_k</c> (Selvaraju et al., arXiv 1610.02391, equations 1 and 2).
/// </summary>
/// <remarks>The paper takes a rectified A; here A is the named layer's output as it is.</remarks>
public sealed record GradCamMethod : IChannelWeights
{
    /// <summary>The method's key.</summary>
    public const string Name = "gradcam";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Grad-CAM";

    /// <inheritdoc/>
    public string Source => "arXiv 1610.02391, equations 1 and 2";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public Needs Needs => Needs.Gradient;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => ChannelSum.Weigh(Weights(context), context.Activation);

    /// <inheritdoc/>
    public Tensor Weights(AttributionContext context) => context.Gradient.mean([2, 3]);
}
