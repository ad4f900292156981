using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Element-wise Grad-CAM: <c>sum_k relu(g_k * A_k)</c>: what speaks for the class alone, position by position and channel by channel. There is no paper.
/// </summary>
public sealed record ElementwiseCamMethod : IChannelTerms
{
    /// <summary>The method's key.</summary>
    public const string Name = "elementwise";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Element-wise Grad-CAM";

    /// <inheritdoc/>
    public string Source => "pytorch-grad-cam, GradCAMElementWise";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public Needs Needs => Needs.Gradient;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => Terms(context).sum([1]);

    /// <inheritdoc/>
    public Tensor Terms(AttributionContext context) => (context.Gradient * context.Activation).relu();
}
