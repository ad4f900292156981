using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Guided backpropagation: the gradient at the pixels where every rectifier passes <c>relu(R) * [input &gt; 0]</c> (Springenberg et al.,
/// arXiv 1412.6806, section 3.4).
/// </summary>
public sealed record GuidedBackpropagationMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "guided";

    /// <summary>The rectifiers that follow the rule; the original program's are its modules alone. Default: all.</summary>
    internal RectifierKinds Guarded { get; init; } = RectifierKinds.All;

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Guided backpropagation";

    /// <inheritdoc/>
    public string Source => "arXiv 1412.6806, section 3.4";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Pixels;

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public Needs Needs => Needs.InputGradientOf(RectifierRule.Guided, Guarded);

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => context.InputGradient.alias();
}
