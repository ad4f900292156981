using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Guided Grad-CAM: guided backpropagation times the Grad-CAM mask at the input's size (Selvaraju et al., arXiv 1610.02391, section 3.1).
/// </summary>
public sealed record GuidedGradCamMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "guidedgradcam";

    /// <summary>The rectifiers that follow the rule; the original program's are its modules alone. Default: all.</summary>
    internal RectifierKinds Guarded { get; init; } = RectifierKinds.All;

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Guided Grad-CAM";

    /// <inheritdoc/>
    public string Source => "arXiv 1610.02391, section 3.1";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Pixels;

    /// <inheritdoc/>
    public string Cost => "1F 2B";

    /// <inheritdoc/>
    public Needs Needs => Needs.Gradient.And(Needs.InputGradientOf(RectifierRule.Guided, Guarded));

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context)
    {
        Tensor map = new GradCamMethod().Compute(context);
        return context.InputGradient * Planes.Mask(map, context.Input.shape[3]).unsqueeze(1);
    }
}
