using System.Text.RegularExpressions;

namespace GradCam.Cli.Commands;

/// <summary>Words of a command line, as a caller can paste them.</summary>
internal static partial class ShellWord
{
    /// <summary>The word in quotes where a shell would read more into it than its letters.</summary>
    public static string Quote(string word) => OperatingSystem.IsWindows() ? ForWindows(word) : ForUnix(word);

    /// <summary>As Windows' own rules take a command line apart: backslashes before a quote, the closing one too, stand twice.</summary>
    internal static string ForWindows(string word) => IsPlain(word, "\\")
        ? word
        : $"\"{Backslashes().Replace(word, "$1$1$2").Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>As a POSIX shell takes it.</summary>
    internal static string ForUnix(string word) => IsPlain(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(string word, string also = "") =>
        word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "-_./:,=+@%".Contains(letter, StringComparison.Ordinal) || also.Contains(letter, StringComparison.Ordinal));

    [GeneratedRegex("""(\\+)("|$)""")]
    private static partial Regex Backslashes();
}
