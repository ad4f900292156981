namespace GradCam;

/// <summary>The words that help where a name is not known.</summary>
internal static class NameAdvice
{
    /// <summary>The nearest names as a part of a sentence, such as <c> (did you mean vgg16 or vgg19?)</c> with the space before it; empty where none is near.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">Every name that would have been right.</param>
    public static string For(string typed, IEnumerable<string> known) => For(NearestNames.Of(typed, known));

    /// <summary>The same for names that <see cref="NearestNames.Of"/> gave.</summary>
    /// <param name="nearest">The names, nearest first; may be empty.</param>
    public static string For(IReadOnlyList<string> nearest) => nearest switch
    {
        [] => "",
        [string only] => $" (did you mean {ShownText.Of(only)}?)",
        _ => $" (did you mean {string.Join(", ", nearest.SkipLast(1).Select(ShownText.Of))} or {ShownText.Of(nearest[^1])}?)",
    };
}
