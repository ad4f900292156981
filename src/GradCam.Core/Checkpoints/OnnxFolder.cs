using GradCam.Files;

namespace GradCam.Checkpoints;

/// <summary>The folder that an ONNX model lies in: files beside it may belong to it, those elsewhere never do.</summary>
internal static class OnnxFolder
{
    // No system has longer ones, and each part is looked at on the disk.
    private const int LongestPath = 4096;

    /// <summary>The path of a file that a model names; null where it would lead out of the model's folder, by its parts or by links.</summary>
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
                FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
                if (entry.LinkTarget is not null)
                {
                    path = entry.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
                }
            }

            // One place has one path, however often "./" stands in a name of it.
            path = Path.GetFullPath(path);
            return RelativePath.IsBelow(folder, path) ? path : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Such as links in a circle.
            return null;
        }
    }
}
