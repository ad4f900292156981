namespace GradCam.Recording;

/// <summary>What a method has to say of its maps besides the numbers, by the picture's place in the batch.</summary>
internal sealed class MethodNotes
{
    private readonly List<(int Picture, string Text)> warnings = [];
    private readonly Dictionary<int, double> gaps = [];

    /// <summary>Adds a warning.</summary>
    public void Warn(int picture, string text) => warnings.Add((picture, text));

    /// <summary>Keeps a picture's gap.</summary>
    public void KeepGap(int picture, double gap) => gaps[picture] = gap;

    /// <summary>A picture's warnings, in the order in which they were said.</summary>
    public IReadOnlyList<string> WarningsOf(int picture) => [.. warnings.Where(warning => warning.Picture == picture).Select(warning => warning.Text)];

    /// <summary>A picture's gap; null where none was told.</summary>
    public double? GapOf(int picture) => gaps.TryGetValue(picture, out double gap) ? gap : null;
}
