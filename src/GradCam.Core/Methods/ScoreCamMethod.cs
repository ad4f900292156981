using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Score-CAM: <c>sum_k w_k A_k</c>, <c>w = softmax_k(y_c(x * M_k))</c>, <c>M_k = minmax(resize(A_k))</c>: how much each channel leaves of the score when it masks
/// the picture (Wang et al., arXiv 1910.01279, algorithm 1).
/// </summary>
/// <remarks>
/// The score of the baseline, <c>y_c(0)</c>, cancels in the softmax. A flat channel, of which the paper's scaling is undefined, has the weight 0 and no part in the
/// softmax. The mask multiplies the normalised picture: what is masked has the data set's mean colour.
/// </remarks>
public sealed record ScoreCamMethod : IChannelWeights
{
    /// <summary>The method's key.</summary>
    public const string Name = "scorecam";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Score-CAM";

    /// <inheritdoc/>
    public string Source => "arXiv 1910.01279, algorithm 1";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "(C + 2)F";

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
        Tensor activation = context.Activation.select(0, picture), input = context.Input.select(0, picture);
        Tensor channels = activation.amax([1, 2]).ne(activation.amin([1, 2])).nonzero().flatten();
        Tensor weights = zeros([activation.shape[0]], dtype: activation.dtype, device: activation.device);
        int count = (int)channels.shape[0];
        if (count == 0)
        {
            return weights;
        }

        Tensor scores = context.Probe.Scores(count, piece => Masks(activation, channels[piece], input) * input, context.Scores[picture]);
        return weights.index_copy(0, channels, scores.softmax(0));
    }

    private static Tensor Masks(Tensor activation, Tensor channels, Tensor input) =>
        Planes.MinMax(Planes.Upsampled(activation.index_select(0, channels), input.shape[2]), 1, 2).unsqueeze(1);
}
