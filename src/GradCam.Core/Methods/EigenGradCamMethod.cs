using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Eigen-Grad-CAM: the first component of <c>g * A</c> instead of A: Eigen-CAM (Muhammad and Yeasin, arXiv 2008.00299) with the class in it. There is no paper.
/// </summary>
/// <remarks>A singular vector has no sign: see <see cref="FirstComponent"/>.</remarks>
public sealed record EigenGradCamMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "eigengradcam";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Eigen-Grad-CAM";

    /// <inheritdoc/>
    public string Source => "arXiv 2008.00299, of the gradient times the activation";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public Needs Needs => Needs.Gradient;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context)
    {
        Tensor terms = context.Gradient * context.Activation;
        Tensor maps = FirstComponent.Project(terms, context);
        WarnOfOppositeEvidence(context, maps, terms.sum([1]));
        return maps;
    }

    /// <summary>Where what speaks against the class is more than what speaks for it, the first component is that, and its map shows another object.</summary>
    private static void WarnOfOppositeEvidence(AttributionContext context, Tensor maps, Tensor sums)
    {
        for (int n = 0; n < maps.shape[0]; n++)
        {
            if (Total.Of(maps.select(0, n) * sums.select(0, n)) < 0)
            {
                context.Warn(n, "the component runs against the sum over the channels, and the map may show what speaks against the class");
            }
        }
    }
}
