using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// ShapleyCAM: <c>sum_k w_k A_k</c>, <c>w_k = mean_ij(g'_k - (H A)_k / 2)</c>, g' and H the first and second derivative of <c>y_c + ln f</c>, f the class's
/// probability (Cai, arXiv 2501.06261, utility "ReST").
/// </summary>
/// <remarks>In a piecewise linear network the second derivative is that of the logarithm alone; where the class is certain the map is Grad-CAM's.</remarks>
public sealed record ShapleyCamMethod : IChannelWeights
{
    /// <summary>The method's key.</summary>
    public const string Name = "shapleycam";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "ShapleyCAM";

    /// <inheritdoc/>
    public string Source => "arXiv 2501.06261";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F 2B";

    /// <inheritdoc/>
    public Needs Needs => Needs.Activation.WithPasses();

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => ChannelSum.Weigh(Weights(context), context.Activation);

    /// <inheritdoc/>
    public Tensor Weights(AttributionContext context)
    {
        List<Tensor> weights = [];
        Score[] scores = [.. context.Scores.Select(WithLogProbability)];
        foreach (Range piece in context.Probe.Chunks(scores.Length, gradients: true))
        {
            (int start, int count) = piece.GetOffsetAndLength(scores.Length);
            (RecordedLayer layer, Tensor product) = context.Probe.Curvature(context.Input.narrow(0, start, count), scores[piece]);
            weights.Add((layer.Gradient! - product.div(Scalars.Two)).mean([2, 3]));
        }

        return cat(weights);
    }

    private static Score WithLogProbability(Score score) =>
        Score.Custom($"{score} with its log-probability", score.ClassId, logits => score.Read(logits).Plus(Score.LogProbability(score.ClassId).Read(logits)));
}
