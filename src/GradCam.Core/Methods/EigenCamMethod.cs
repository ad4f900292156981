using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Eigen-CAM: <c>B v1</c>, B the layer's output with a row a position and a column a channel, not centred, v1 its first right singular vector
/// (Muhammad and Yeasin, arXiv 2008.00299). The class plays no part.
/// </summary>
/// <remarks>A singular vector has no sign: see <see cref="FirstComponent"/>.</remarks>
public sealed record EigenCamMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "eigencam";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Eigen-CAM";

    /// <inheritdoc/>
    public string Source => "arXiv 2008.00299";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F";

    /// <inheritdoc/>
    public Needs Needs => Needs.Activation;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => FirstComponent.Project(context.Activation, context);
}
