using GradCam.Files;

namespace GradCam.Runs;

/// <summary>One picture to be explained with one network.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Choice">The network and its weights.</param>
/// <param name="Layer">The layer, or null for the network's default.</param>
/// <param name="ClassId">The class, or null for the predicted one.</param>
public sealed record BatchJob(ListedPicture Picture, NetworkChoice Choice, string? Layer, int? ClassId)
{
    /// <summary>Where its pictures go, without the kind and the ending: <c>folder/stem-network</c>, folders parted by <c>/</c>.</summary>
    public string OutputStem => $"{Picture.Name[..^Path.GetExtension(Picture.Name).Length]}-{Choice.Network}";

    /// <summary>The picture's file from a results' folder on, folders parted by <c>/</c>.</summary>
    /// <param name="folder">The results' folder.</param>
    public string SourceFrom(string folder) => RelativePath.Of(folder, Picture.Path);
}
