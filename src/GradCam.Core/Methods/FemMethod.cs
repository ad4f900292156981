using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// FEM: <c>sum_k mu_k [R_k &gt; mu_k + 2 sigma_k]</c>, <c>R = relu(A)</c>, mu and sigma the mean and the deviation (divided by the count) of a channel: where channels are rare
/// and strong (Fuad et al., IPTA 2020). The class plays no part.
/// </summary>
/// <remarks>Stated for a rectified layer: relu(A) keeps the weights from being negative elsewhere. A constant channel gives nothing.</remarks>
public sealed record FemMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "fem";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "FEM";

    /// <inheritdoc/>
    public string Source => "Fuad et al., IPTA 2020";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F";

    /// <inheritdoc/>
    public Needs Needs => Needs.Activation;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context)
    {
        Tensor positive = context.Activation.relu();
        Tensor mean = positive.mean([2, 3], keepdim: true);
        Tensor deviation = (positive - mean).Squared().mean([2, 3], keepdim: true).sqrt();
        Tensor isRare = positive > mean.Plus(deviation.mul(Scalars.Two));
        return (mean * isRare.to(mean.dtype)).sum([1]);
    }
}
