using GradCam.Files;

namespace GradCam.Checkpoints;

/// <summary>
/// The folder that an ONNX model lies in: files beside it may belong to it, those elsewhere never do. But for Hugging Face's cache, where <c>snapshots/REVISION/model.onnx</c>
/// and the files beside it are links into one folder, <c>blobs</c>: of a model that is such a link itself, others that lead to the same folder are followed.
/// </summary>
internal static class OnnxFolder
{
    private const string Blobs = "blobs", Snapshots = "snapshots";

    // No system has longer ones, and each part is looked at on the disk.
    private const int LongestPath = 4096;

    /// <summary>The path of a file that a model names, itself no link; null where it would lead out of the model's folder, by its parts or by links.</summary>
    /// <param name="model">The model's path.</param>
    /// <param name="location">The path that it names, from its folder on.</param>
    public static string? Resolve(string model, string location)
    {
        if (location.Length > LongestPath || !RelativePath.StaysWithin(location) || location.Contains('\0', StringComparison.Ordinal) || location.Contains(':', StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(model))!;
            string path = folder;
            foreach (string part in location.Split('/', '\\'))
            {
                path = Path.Combine(path, part);
                path = Target(path) ?? path;
            }

            // One place has one path, however often "./" stands in a name of it.
            path = Path.GetFullPath(path);
            return (RelativePath.IsBelow(folder, path) && HasNoLinks(folder, path)) || IsBlob(folder, Target(Path.GetFullPath(model)), path) ? path : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Such as links in a circle.
            return null;
        }
    }

    private static FileSystemInfo Entry(string path) => Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);

    /// <summary>Where a link leads in the end; null where the path is none.</summary>
    private static string? Target(string path) => Entry(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : null;

    /// <summary>Whether nothing from a folder on to a path is a link: what a link leads to may itself name a folder that is one.</summary>
    private static bool HasNoLinks(string folder, string path)
    {
        for (string? at = path; at is not null && at.Length > folder.Length; at = Path.GetDirectoryName(at))
        {
            if (Entry(at).LinkTarget is not null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a path lies where the model itself does, in the blobs of the cache whose snapshot the model's folder belongs to.</summary>
    private static bool IsBlob(string folder, string? model, string path)
    {
        if (model is null || Path.GetDirectoryName(Path.GetFullPath(model)) is not { } blobs || Path.GetFileName(blobs) != Blobs || Path.GetDirectoryName(blobs) is not { } cache)
        {
            return false;
        }

        return RelativePath.IsBelow(Path.Combine(cache, Snapshots), folder) && Path.GetDirectoryName(path) == blobs && HasNoLinks(cache, path);
    }
}
