using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// XGrad-CAM: <c>sum_k w_k A_k</c>, <c>w_k = sum_ij(R_k g_k) / sum_ij R_k</c>, <c>R = relu(A)</c>, 0 where that sum is 0 (Fu et al., arXiv 2008.02312).
/// </summary>
/// <remarks>The paper weighs by A itself, which is rectified there. Where it is not, the sum of A crosses zero and the weight has no bounds; relu(A) makes it a mean of the gradient.</remarks>
public sealed record XGradCamMethod : IChannelWeights
{
    /// <summary>The method's key.</summary>
    public const string Name = "xgradcam";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "XGrad-CAM";

    /// <inheritdoc/>
    public string Source => "arXiv 2008.02312";

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
        Tensor positive = context.Activation.relu();
        return Planes.Ratio((positive * context.Gradient).sum([2, 3]), positive.sum([2, 3]));
    }
}
