namespace GradCam.Checkpoints;

/// <summary>Makes text from a file fit for one line of a message.</summary>
internal static class Shown
{
    private const int Longest = 120;

    /// <summary>The text in single quotes, made safe to show; the middle of a long one is left out.</summary>
    public static string Name(string text) =>
        $"'{ShownText.Of(text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest / 2), "…", text.AsSpan(text.Length - (Longest / 2))))}'";
}
