using System.Text;
using GradCam.Files;

namespace GradCam;

/// <summary>Reads the names of classes from a text file.</summary>
internal static class LabelFile
{
    /// <summary>A million classes with names of 60 letters.</summary>
    private const int MostBytes = 64_000_000;

    /// <summary>The names, one a line of UTF-8, in the order of the class ids; empty lines at the end do not count.</summary>
    /// <param name="path">The file, of 64 MB at most.</param>
    /// <exception cref="ClassException">The file cannot be read, is longer, is not UTF-8, or holds no name.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            byte[] bytes = LimitedRead.ToEnd(stream, [], MostBytes) ?? throw new ClassException($"{ShownText.Of(path)}: is longer than {MostBytes / 1_000_000} MB, the most that is read");
            using StreamReader reader = new(new MemoryStream(bytes), StrictText.Utf8);
            string[] lines = reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
            return lines is [""] ? throw new ClassException($"{ShownText.Of(path)}: holds no class name; a text file with a name a line is wanted") : lines;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            string reason = failure is DecoderFallbackException ? "it is not UTF-8 text"
                : failure is FileNotFoundException or DirectoryNotFoundException ? "it does not exist"
                : Directory.Exists(path) ? "it is a folder" : "it cannot be opened";
            throw new ClassException($"{ShownText.Of(path)}: no class names can be read: {reason}; a text file with a name a line is wanted", failure);
        }
    }
}
