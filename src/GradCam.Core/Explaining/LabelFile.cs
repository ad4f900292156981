using System.Text;

namespace GradCam;

/// <summary>Reads the names of classes from a text file.</summary>
public static class LabelFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The names, one a line of UTF-8, in the order of the class ids; empty lines at the end do not count.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ClassException">The file cannot be read, is not UTF-8, or holds no name.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        try
        {
            string[] lines = File.ReadAllText(path, Strict).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
            return lines is [""] ? throw new ClassException($"{path}: holds no class name; put one name on each line") : lines;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            string reason = failure is DecoderFallbackException ? "it is not UTF-8 text"
                : failure is FileNotFoundException or DirectoryNotFoundException ? "it does not exist"
                : Directory.Exists(path) ? "it is a folder" : "it cannot be opened";
            throw new ClassException($"{path}: no class names can be read: {reason}; pass a text file with a name a line", failure);
        }
    }
}
