using GradCam.Networks;

namespace GradCam.Recording;

/// <summary>What a method must have of the recorded pass; all else it asks for while it runs.</summary>
public sealed record Needs
{
    private Needs()
    {
    }

    /// <summary>Only the input and the logits.</summary>
    public static Needs Nothing { get; } = new();

    /// <summary>A: the layer's output.</summary>
    public static Needs Activation { get; } = new() { Layer = true };

    /// <summary>A and g: the layer's output and the score's gradient there.</summary>
    public static Needs Gradient { get; } = new() { Layer = true, LayerGradient = true };

    /// <summary>The outputs of all layers that add a bias, with the score's gradients there and at the input; norms are not folded then.</summary>
    public static Needs Biases { get; } = new() { BiasGradients = true, Rule = RectifierRule.Gradient };

    /// <summary>The weights of each attention among all tokens of the picture; no map of a layer.</summary>
    public static Needs Attention { get; } = new() { Attentions = true };

    /// <summary>These weights, and the score's gradient there.</summary>
    public static Needs AttentionGradient { get; } = new() { Attentions = true, AttentionGradients = true };

    /// <summary>Whether the layer's output is needed: then the method has a map for each layer.</summary>
    internal bool Layer { get; private init; }

    /// <summary>Whether the gradient at the layer is needed.</summary>
    internal bool LayerGradient { get; private init; }

    /// <summary>Whether outputs and gradients of all layers that add a bias are needed.</summary>
    internal bool BiasGradients { get; private init; }

    /// <summary>Whether the weights of the attentions are needed.</summary>
    internal bool Attentions { get; private init; }

    /// <summary>Whether the gradients at these weights are needed.</summary>
    internal bool AttentionGradients { get; private init; }

    /// <summary>The rule under which the gradient at the input is needed; null where it is not.</summary>
    internal RectifierRule? Rule { get; private init; }

    /// <summary>The rectifiers that follow <see cref="Rule"/>.</summary>
    internal RectifierKinds Kinds { get; private init; } = RectifierKinds.All;

    /// <summary>Whether the method makes one map of all layers that are asked for.</summary>
    internal bool EveryLayer { get; private init; }

    /// <summary>Whether it takes passes of its own.</summary>
    internal bool OwnPasses { get; private init; }

    /// <summary>Whether the scores themselves are needed.</summary>
    internal bool Scores { get; private init; }

    /// <summary>Whether the maps depend on what is asked of a picture, and not on the picture alone.</summary>
    internal bool AnyScore => Scores || LayerGradient || BiasGradients || AttentionGradients || Rule is not null || OwnPasses;

    /// <summary>The score whose gradients are needed, made of the one that is asked for and the picture's logits; null for the one asked for.</summary>
    internal Func<Score, IReadOnlyList<float>, Score>? Rescore { get; private init; }

    /// <summary>The guard of the pass that gives the gradient at the input.</summary>
    internal RectifierGuard Guard => Rule is { } rule and not RectifierRule.Gradient ? new RectifierGuard(rule, Kinds) : RectifierGuard.None;

    /// <summary>The score's gradient at the input.</summary>
    /// <param name="rule">How rectifiers pass gradients on. Default: as the derivative says.</param>
    public static Needs InputGradient(RectifierRule rule = RectifierRule.Gradient) => InputGradientOf(rule, RectifierKinds.All);

    /// <summary>The same with some rectifiers alone under the rule.</summary>
    internal static Needs InputGradientOf(RectifierRule rule, RectifierKinds kinds) => new() { Rule = rule, Kinds = kinds };

    /// <summary>Both.</summary>
    /// <param name="other">The other needs.</param>
    /// <exception cref="ArgumentException">The two ask for the input's gradient under different rules, or for different scores.</exception>
    public Needs And(Needs other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Rule is not null && other.Rule is not null && (Rule, Kinds) != (other.Rule, other.Kinds))
        {
            throw new ArgumentException($"A method has one gradient at the input: {Rule} and {other.Rule} cannot both be had", nameof(other));
        }

        if (Rescore is not null && other.Rescore is not null && Rescore != other.Rescore)
        {
            throw new ArgumentException("A method has one score: two different ones cannot both be had", nameof(other));
        }

        return new Needs
        {
            Layer = Layer || other.Layer,
            LayerGradient = LayerGradient || other.LayerGradient,
            BiasGradients = BiasGradients || other.BiasGradients,
            Attentions = Attentions || other.Attentions,
            AttentionGradients = AttentionGradients || other.AttentionGradients,
            Rule = Rule ?? other.Rule,
            Kinds = Rule is null ? other.Kinds : Kinds,
            EveryLayer = EveryLayer || other.EveryLayer,
            OwnPasses = OwnPasses || other.OwnPasses,
            Scores = Scores || other.Scores,
            Rescore = Rescore ?? other.Rescore,
        };
    }

    /// <summary>The same of all layers that are asked for at once: <see cref="AttributionContext.Layers"/>.</summary>
    public Needs OfEveryLayer() => this with { EveryLayer = true };

    /// <summary>The same, and further passes through the network: <see cref="AttributionContext.Probe"/>.</summary>
    public Needs WithPasses() => this with { OwnPasses = true };

    /// <summary>What is recorded once for a method that has all of these recorded anew, input by input: no gradient, which nobody would read.</summary>
    internal Needs InOwnPasses() => new() { Layer = Layer, EveryLayer = EveryLayer, Attentions = Attentions, OwnPasses = true };

    /// <summary>The same, and what is asked of each picture: <see cref="AttributionContext.Scores"/>. Gradients and passes bring it with them; without, one map serves all classes.</summary>
    public Needs WithScores() => this with { Scores = true };

    /// <summary>The same gradients, of another score.</summary>
    /// <param name="rescore">Makes it of the score that is asked for and the picture's logits, a value a class.</param>
    public Needs Of(Func<Score, IReadOnlyList<float>, Score> rescore)
    {
        ArgumentNullException.ThrowIfNull(rescore);
        return this with { Rescore = rescore };
    }
}
