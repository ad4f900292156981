using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Grad-CAM++ as the original Python program computes it: a channel weighs 1 where any gradient of it is positive, else 0, since its alpha
/// normalises itself away.
/// </summary>
/// <remarks>That program's mask does not rectify the sum: the map is given less its minimum, which leaves the mask just what it is.</remarks>
internal sealed record AnyPositivePlusPlusMethod : IAttributionMethod
{
    /// <inheritdoc/>
    public string Key => GradCamPlusPlusMethod.Name;

    /// <inheritdoc/>
    public string Title => "Grad-CAM++";

    /// <inheritdoc/>
    public string Source => "yizt/Grad-CAM.pytorch";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public Needs Needs => Needs.Gradient;

    /// <summary>The sum over the channels that count: [N, h, w].</summary>
    public static Tensor Sum(AttributionContext context) => ChannelSum.Weigh(
        context.Gradient.relu().sum([2, 3]).gt(Scalars.Zero).to(context.Activation.dtype), context.Activation);

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context)
    {
        Tensor sum = Sum(context);
        return sum - sum.amin([1, 2], keepdim: true);
    }
}
