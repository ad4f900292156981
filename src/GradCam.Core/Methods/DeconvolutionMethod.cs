using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Deconvolution: the gradient at the pixels where every rectifier passes <c>relu(R)</c>, whatever its input was (Zeiler and Fergus, arXiv 1311.2901, section 2.1).
/// </summary>
/// <remarks>Pooling, normalisations and convolutions pass gradients on as the derivative says.</remarks>
public sealed record DeconvolutionMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "deconvolution";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Deconvolution";

    /// <inheritdoc/>
    public string Source => "arXiv 1311.2901, section 2.1";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Pixels;

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public Needs Needs => Needs.InputGradient(RectifierRule.Deconvolution);

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => context.InputGradient.alias();
}
