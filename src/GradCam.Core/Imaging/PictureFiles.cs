namespace GradCam.Imaging;

/// <summary>Which files of a folder are taken for pictures.</summary>
internal static class PictureFiles
{
    /// <summary>The endings of picture files, with their dot, in lower case.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp", ".gif"];

    /// <summary>Whether a file has a picture's ending, in any case; its content is not looked at.</summary>
    /// <param name="path">Its name or path.</param>
    public static bool IsNamedSo(ReadOnlySpan<char> path)
    {
        ReadOnlySpan<char> ending = Path.GetExtension(path);
        foreach (string known in Endings)
        {
            if (ending.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
