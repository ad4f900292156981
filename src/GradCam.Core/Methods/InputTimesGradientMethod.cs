using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// The input times the gradient at the pixels, <c>x * dy_c/dx</c> (Shrikumar et al., arXiv 1605.01713).
/// </summary>
public sealed record InputTimesGradientMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "inputxgradient";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Input x gradient";

    /// <inheritdoc/>
    public string Source => "arXiv 1605.01713";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Pixels;

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public Needs Needs => Needs.InputGradient();

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => context.Input * context.InputGradient;
}
