using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// The gradient at the pixels, <c>dy_c/dx</c>, signed (Simonyan et al., arXiv 1312.6034).
/// </summary>
public sealed record GradientMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "gradient";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Gradient";

    /// <inheritdoc/>
    public string Source => "arXiv 1312.6034";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Pixels;

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public Needs Needs => Needs.InputGradient();

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => context.InputGradient.alias();
}
