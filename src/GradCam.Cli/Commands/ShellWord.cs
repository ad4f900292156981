namespace GradCam.Cli.Commands;

/// <summary>Words of a command line, as a caller can paste them.</summary>
internal static class ShellWord
{
    /// <summary>The word in quotes where a shell would read more into it than its letters.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "-_./\\:,=+@%".Contains(letter, StringComparison.Ordinal)) ? word
        : OperatingSystem.IsWindows() ? $"\"{word}\""
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
