using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// The first component of what a method sums over the channels, instead of the sum: Eigen-CAM's projection (Muhammad and Yeasin, arXiv 2008.00299) of the method's
/// terms.
/// </summary>
/// <remarks>A component has no sign: see <see cref="FirstComponent"/>.</remarks>
/// <param name="Inner">The method that is wrapped.</param>
public sealed record FirstComponentMethod(IChannelTerms Inner) : IWrappingMethod
{
    /// <summary>What stands before the wrapped method's key.</summary>
    public const string Name = "firstcomponent";

    /// <inheritdoc/>
    public string Key => $"{Name}-{Inner.Key}";

    string IWrappingMethod.Wrapper => Name;

    IAttributionMethod IWrappingMethod.Inner => Inner;

    /// <inheritdoc/>
    public string Title => $"{Inner.Title}, first component";

    /// <inheritdoc/>
    public string Source => $"{Inner.Source}; arXiv 2008.00299";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => Inner.Cost;

    /// <inheritdoc/>
    public bool IsRandom => Inner.IsRandom;

    /// <inheritdoc/>
    public Needs Needs => Inner.Needs;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => FirstComponent.Project(Inner.Terms(context), context);
}
