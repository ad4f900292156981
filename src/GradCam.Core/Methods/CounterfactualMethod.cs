using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Grad-CAM of <c>-y_c</c>: what would change the network's mind if it were taken away (Selvaraju et al., arXiv 1610.02391, section 3.2).
/// </summary>
public sealed record CounterfactualMethod : IChannelWeights
{
    /// <summary>The method's key.</summary>
    public const string Name = "counterfactual";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Counterfactual Grad-CAM";

    /// <inheritdoc/>
    public string Source => "arXiv 1610.02391, section 3.2";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public Needs Needs => Needs.Gradient;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => ChannelSum.Weigh(Weights(context), context.Activation);

    /// <inheritdoc/>
    public Tensor Weights(AttributionContext context) => -context.Gradient.mean([2, 3]);
}
