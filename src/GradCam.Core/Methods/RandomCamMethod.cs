using GradCam.Numerics;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// A control: <c>sum_k (2 u_k - 1) A_k</c>, u random. A method that shows no more than this shows the layer, not the class.
/// </summary>
/// <remarks>The map may be negative everywhere on a rectified layer, and is flat then.</remarks>
public sealed record RandomCamMethod : IChannelWeights
{
    /// <summary>The method's key.</summary>
    public const string Name = "randomcam";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Random weights";

    /// <inheritdoc/>
    public string Source => "a control, no paper";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F";

    /// <inheritdoc/>
    public bool IsRandom => true;

    /// <inheritdoc/>
    public Needs Needs => Needs.Activation;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => ChannelSum.Weigh(Weights(context), context.Activation);

    /// <inheritdoc/>
    public Tensor Weights(AttributionContext context)
    {
        double[] weights = [.. FormulaNumbers.Uniform("random-cam", (int)context.Activation.shape[1], context.Seed).Select(u => (2 * u) - 1)];
        return tensor(weights, dtype: context.Activation.dtype, device: context.Activation.device).expand(context.Activation.shape[0], -1);
    }
}
