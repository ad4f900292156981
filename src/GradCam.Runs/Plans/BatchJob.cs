using GradCam.Files;

namespace GradCam.Runs;

/// <summary>One picture to be explained with one network.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Choice">The network and its weights.</param>
/// <param name="Layers">The layers; none for the network's default.</param>
/// <param name="Targets">The classes, at least one.</param>
internal sealed record BatchJob(ListedPicture Picture, NetworkChoice Choice, IReadOnlyList<string> Layers, IReadOnlyList<Target> Targets)
{
    /// <summary>The picture's name without its ending, folders parted by <c>/</c>.</summary>
    public ReadOnlySpan<char> Stem => Picture.Name.AsSpan(0, Picture.Name.Length - Path.GetExtension(Picture.Name.AsSpan()).Length);

    /// <summary>What the names of all its files begin with: <c>folder/stem-network</c>, folders parted by <c>/</c>.</summary>
    public string OutputStem => ResultNames.Prefix(Stem.ToString(), Choice.Network);

    /// <summary>The picture's file from a results' folder on, folders parted by <c>/</c>.</summary>
    /// <param name="folder">The results' folder.</param>
    public string SourceFrom(string folder) => RelativePath.Of(folder, Picture.Path);
}
