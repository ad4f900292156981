using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Finer-CAM: Grad-CAM of <c>y_c - gamma * mean_t y_t</c>, t the classes whose logits are nearest to the explained one's: what tells it from its likes
/// (Zhang et al., arXiv 2501.11309).
/// </summary>
public sealed record FinerCamMethod : IChannelWeights
{
    /// <summary>The method's key.</summary>
    public const string Name = "finercam";

    /// <summary>How much the references count. Default: 0.6, as in the paper.</summary>
    public double Gamma { get; init; } = 0.6;

    /// <summary>How many references there are, 1 or more; all other classes where there are fewer. Default: 3.</summary>
    public int References { get; init; } = 3;

    /// <inheritdoc/>
    public IReadOnlyList<MethodParameter> Parameters =>
    [
        MethodParameter.Number("gamma", Gamma, 0, 100, gamma => this with { Gamma = gamma }),
        MethodParameter.Whole("references", References, 1, 1000, references => this with { References = references }),
    ];

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Finer-CAM";

    /// <inheritdoc/>
    public string Source => "arXiv 2501.11309";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public Needs Needs => Needs.Gradient.Of(Compare);

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => ChannelSum.Weigh(Weights(context), context.Activation);

    /// <inheritdoc/>
    public Tensor Weights(AttributionContext context) => context.Gradient.mean([2, 3]);

    /// <summary>The score less gamma times the mean of the references' logits; the references are chosen once, by value, then by number.</summary>
    private Score Compare(Score score, IReadOnlyList<float> logits)
    {
        int[] references = [.. Enumerable.Range(0, logits.Count)
            .Where(id => id != score.ClassId)
            .OrderBy(id => Math.Abs((double)logits[id] - logits[score.ClassId])).ThenBy(id => id)
            .Take(References)];
        if (references.Length == 0)
        {
            return score;
        }

        double share = Gamma / references.Length;
        return Score.Custom(
            $"{score} less what is like it",
            score.ClassId,
            all =>
            {
                using Scalar weight = share;
                return score.Read(all) - stack([.. references.Select(id => all.select(1, id))]).sum([0]).mul(weight);
            });
    }
}
