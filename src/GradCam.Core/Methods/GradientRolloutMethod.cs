using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Gradient-weighted attention rollout: the class token's row, over the picture's tokens, of R after <c>R &lt;- R + W R</c> for each attention in turn, <c>W = mean_heads(relu(g * A))</c>, A its
/// weights, g the score's gradient there, and <c>R = I</c> at first (Chefer et al., arXiv 2103.15679, equations 5 and 6).
/// </summary>
/// <remarks>
/// The paper's rules for one kind of tokens; what an attention within windows mixes can be followed to no place, so that Swin and MaxViT have none.
/// </remarks>
public sealed record GradientRolloutMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "gradientrollout";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Gradient-weighted attention rollout";

    /// <inheritdoc/>
    public string Source => "arXiv 2103.15679, equations 5 and 6";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public Needs Needs => Needs.AttentionGradient;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) =>
        ClassTokenFlow.Map(context.Attentions, (weights, gradient) => (gradient! * weights).relu().mean([1]));
}
