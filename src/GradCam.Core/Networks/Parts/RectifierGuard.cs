namespace GradCam.Networks;

/// <summary>A rule and the rectifiers that follow it; the others pass gradients on as the derivative says.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Kinds">The rectifiers that follow it.</param>
internal sealed record RectifierGuard(RectifierRule Rule, RectifierKinds Kinds)
{
    /// <summary>The plain gradient.</summary>
    public static RectifierGuard None { get; } = new(RectifierRule.Gradient, RectifierKinds.None);

    /// <summary>The rule that rectifiers of a kind follow.</summary>
    public RectifierRule For(RectifierKinds kind) => (Kinds & kind) == 0 ? RectifierRule.Gradient : Rule;
}
