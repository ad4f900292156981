using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Attention rollout: the class token's row, over the picture's tokens, of <c>W_L ... W_1</c>, <c>W = (mean_heads(A) + I) / 2</c>, A the weights of an attention, from the first to the
/// last (Abnar and Zuidema, arXiv 2005.00928, section 3). The class plays no part.
/// </summary>
/// <remarks>
/// Half of each token stays where it is, by the connection round each attention. The rows of W add up to 1 as they are, so that the paper's normalisation changes nothing; what an attention
/// within windows mixes can be followed to no place, so that Swin and MaxViT have no rollout.
/// </remarks>
public sealed record AttentionRolloutMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "attentionrollout";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Attention rollout";

    /// <inheritdoc/>
    public string Source => "arXiv 2005.00928, section 3";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F";

    /// <inheritdoc/>
    public Needs Needs => Needs.Attention;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context)
    {
        // Each factor is halved at once: powers of two are exact.
        using Scalar doubled = Math.ScaleB(1, context.Attentions.Count);
        return ClassTokenFlow.Map(context.Attentions, (weights, _) => weights.mean([1])).div(doubled);
    }
}
