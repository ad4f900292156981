namespace GradCam.Recording;

/// <summary>What a method has to say of its maps besides the numbers, by the picture's place in the batch.</summary>
internal sealed class MethodNotes
{
    private readonly List<Note> said = [];

    /// <summary>Adds a warning.</summary>
    public void Warn(int picture, string text) => said.Add(new Note(picture, text, null));

    /// <summary>Keeps a picture's gap; a share of a score of 0 is undefined, and none.</summary>
    public void KeepGap(int picture, double gap)
    {
        if (double.IsFinite(gap))
        {
            said.Add(new Note(picture, null, gap));
        }
    }

    /// <summary>A picture's warnings, in the order in which they were said.</summary>
    public IReadOnlyList<string> WarningsOf(int picture) => [.. said.Where(note => note.Picture == picture).Select(note => note.Warning).OfType<string>()];

    /// <summary>A picture's gap; null where none was told.</summary>
    public double? GapOf(int picture) => said.LastOrDefault(note => note.Picture == picture && note.Gap is not null)?.Gap;

    private sealed record Note(int Picture, string? Warning, double? Gap);
}
