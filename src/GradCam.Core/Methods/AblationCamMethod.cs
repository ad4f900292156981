using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Ablation-CAM: <c>sum_k w_k A_k</c>, <c>w_k = y_c - y_c(A_k := 0)</c>: what the score loses with each channel (Desai and Ramaswamy, WACV 2020).
/// </summary>
/// <remarks>
/// The paper divides by <c>y_c</c>, which is common to all channels, vanishes in the mask where it is positive and would turn every sign round where it is not. A channel
/// that is zero already weighs 0 without a pass.
/// </remarks>
public sealed record AblationCamMethod : IChannelWeights
{
    /// <summary>The method's key.</summary>
    public const string Name = "ablationcam";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Ablation-CAM";

    /// <inheritdoc/>
    public string Source => "Desai and Ramaswamy, WACV 2020";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F, and CF from the layer on";

    /// <inheritdoc/>
    public Needs Needs => Needs.Activation.WithPasses();

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => ChannelSum.Weigh(Weights(context), context.Activation);

    /// <inheritdoc/>
    public Tensor Weights(AttributionContext context) =>
        stack([.. Enumerable.Range(0, context.Scores.Count).Select(n => Weights(context, n))]);

    /// <summary>The weights of one picture's channels: [C].</summary>
    private static Tensor Weights(AttributionContext context, int picture)
    {
        Tensor activation = context.Activation.narrow(0, picture, 1);
        Tensor channels = activation.ne(Scalars.Zero).flatten(2).any(2).squeeze(0).nonzero().flatten();
        Tensor weights = zeros([activation.shape[1]], dtype: activation.dtype, device: activation.device);
        int count = (int)channels.shape[0];
        if (count == 0)
        {
            return weights;
        }

        Score score = context.Scores[picture];
        Tensor left = context.Probe.ScoresFrom(
            context.Input.narrow(0, picture, 1), count, piece => Without(activation, channels[piece]), score);
        return weights.index_copy(0, channels, score.Read(context.Logits.narrow(0, picture, 1)) - left);
    }

    /// <summary>The layer's output without one channel, once for each of some: [M, C, h, w].</summary>
    private static Tensor Without(Tensor activation, Tensor channels)
    {
        Tensor isKept = Sums.UpTo(activation.shape[1], activation.device).ne(channels.unsqueeze(1));
        return activation * isKept.to(activation.dtype).unsqueeze(2).unsqueeze(3);
    }
}
