namespace GradCam.Files;

/// <summary>What goes wrong with files through nobody's fault in the program: a full disk, a missing right, a name that the system refuses.</summary>
internal static class FileFault
{
    /// <summary>Whether a failure is of this kind.</summary>
    public static bool Is(Exception failure) => failure is IOException or UnauthorizedAccessException || IsTooLarge(failure);

    /// <summary>The system's message as part of a sentence that names the path already: without the path and the full stop.</summary>
    public static string Reason(Exception failure)
    {
        if (failure is UnauthorizedAccessException)
        {
            return "access is denied";
        }

        if (IsTooLarge(failure))
        {
            return "too large for the file system";
        }

        if (failure is PathTooLongException)
        {
            return "its path is too long";
        }

        int path = failure.Message.IndexOf(" : '", StringComparison.Ordinal);
        return OneLine(path > 0 ? failure.Message[..path] : failure.Message);
    }

    /// <summary>Another library's message as part of a sentence: in one line, without its full stop.</summary>
    public static string OneLine(string message) => string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', ' ');

    /// <summary>The same for a file that was to be written: on Windows one that is there and read-only, or open, or mapped as a network's weights are, cannot be replaced.</summary>
    public static string Reason(Exception failure, string written) => Reason(failure, written, OperatingSystem.IsWindows());

    internal static string Reason(Exception failure, string written, bool isKeptWhileOpen) =>
        isKeptWhileOpen && failure is UnauthorizedAccessException && File.Exists(written)
            ? File.GetAttributes(written).HasFlag(FileAttributes.ReadOnly) ? "access is denied: it is read-only" : "access is denied: a program has it open, perhaps this one"
            : Reason(failure);

    /// <summary>A write beyond the system's limit on the size of files is told as a wrong argument, that of a property's setter.</summary>
    private static bool IsTooLarge(Exception failure) => failure is ArgumentOutOfRangeException { ParamName: "value" };
}
