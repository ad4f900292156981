using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// The first component of what a method sums over the channels, instead of the sum: Eigen-CAM's projection (Muhammad and Yeasin, arXiv 2008.00299) of the method's
/// terms.
/// </summary>
/// <remarks>A component has no sign: see <see cref="FirstComponent"/>.</remarks>
public sealed record FirstComponentMethod : IWrappingMethod
{
    /// <summary>What stands before the wrapped method's key.</summary>
    public const string Name = "firstcomponent";

    private readonly IChannelTerms summing;

    /// <summary>Wraps a method.</summary>
    /// <param name="inner">The method: one of the catalogue's that sum over channels.</param>
    /// <exception cref="UsageException">It is no sum over channels.</exception>
    public FirstComponentMethod(IAttributionMethod inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        summing = inner as IChannelTerms ?? throw new UsageException($"method {inner.Key} is no sum over channels, so it has no first component") { Name = "method" };
    }

    /// <summary>The method that is wrapped.</summary>
    public IAttributionMethod Inner => summing;

    /// <inheritdoc/>
    public string Key => $"{Name}-{Inner.Key}";

    string IWrappingMethod.Wrapper => Name;

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
    public Tensor Compute(AttributionContext context) => FirstComponent.Project(summing.Terms(context), context);
}
