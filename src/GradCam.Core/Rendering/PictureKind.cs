namespace GradCam.Rendering;

/// <summary>A picture that explains one class of one picture.</summary>
/// <param name="Key">What names it on the command line, in file names and in results; unique.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Methods">The keys of the methods whose maps it is drawn of.</param>
/// <param name="Draw">Draws it.</param>
public sealed record PictureKind(string Key, string Title, IReadOnlyList<string> Methods, Drawing Draw)
{
    /// <summary>Whether boxes around a map's regions are drawn on it. Default: false.</summary>
    public bool TakesBoxes { get; init; }

    /// <inheritdoc/>
    public bool Equals(PictureKind? other) => other is not null && Key == other.Key && Methods.SequenceEqual(other.Methods);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Key;
}
