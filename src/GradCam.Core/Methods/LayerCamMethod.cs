using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// LayerCAM: <c>sum_k relu(g_k) * A_k</c>, each position with a weight of its own (Jiang et al., IEEE Transactions on Image Processing 30, 2021).
/// </summary>
/// <remarks>The paper scales shallow layers by a hyperbolic tangent before it fuses them: see <see cref="LayerCamFusionMethod"/>.</remarks>
public sealed record LayerCamMethod : IChannelTerms
{
    /// <summary>The method's key.</summary>
    public const string Name = "layercam";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "LayerCAM";

    /// <inheritdoc/>
    public string Source => "Jiang et al., IEEE Transactions on Image Processing 30, 2021";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public Needs Needs => Needs.Gradient;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => Terms(context).sum([1]);

    /// <inheritdoc/>
    public Tensor Terms(AttributionContext context) => context.Gradient.relu() * context.Activation;
}
