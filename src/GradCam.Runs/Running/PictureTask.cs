using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>A picture on its way to <see cref="PictureEngine"/>.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Layers">The layers; none for the options' own. The same for all pictures of a batch.</param>
/// <param name="Targets">The classes; none for the options' own.</param>
/// <param name="IsOwnLayer">Whether the layers are this picture's own, so that a wrong one is its failure and nobody else's.</param>
/// <param name="Name">Its name in the list of pictures; null where it stands in none.</param>
internal sealed record PictureTask(string Path, IReadOnlyList<string> Layers, IReadOnlyList<Target> Targets, bool IsOwnLayer = false, string? Name = null)
{
    /// <summary>Where it stands in an archive; null where it is a file of its own.</summary>
    public ArchivePlace? Archived { get; init; }

    /// <summary>Reads and decodes it.</summary>
    /// <exception cref="PictureException">It cannot be read, or is no picture.</exception>
    public RgbImage Decode() => Archived is { } place ? PictureDecoder.Decode(place.Read(Path), Path) : PictureDecoder.Decode(Path);
}
