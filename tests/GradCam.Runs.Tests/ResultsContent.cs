using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace GradCam.Runs.Tests;

/// <summary>What two folders of results are compared by.</summary>
internal static partial class ResultsContent
{
    /// <summary>Every file below the folder by its relative path, with its content; seconds taken out of the lines of results.</summary>
    public static SortedDictionary<string, string> Of(string folder)
    {
        SortedDictionary<string, string> content = new(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            content[Path.GetRelativePath(folder, file)] = Path.GetFileName(file) == ResultsReader.FileName
                ? Seconds().Replace(File.ReadAllText(file, Encoding.UTF8), "\"seconds\":0")
                : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return content;
    }

    [GeneratedRegex("\"seconds\":[^,}]+")]
    private static partial Regex Seconds();
}
