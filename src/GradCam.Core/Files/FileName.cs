namespace GradCam.Files;

/// <summary>Names of files within a folder.</summary>
internal static class FileName
{
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <summary>Why text cannot be a file's name, as the end of a sentence that starts with it; null where it can.</summary>
    /// <param name="name">The name, without folders.</param>
    public static string? Fault(string? name) =>
        string.IsNullOrEmpty(name) ? "is empty"
        : name is "." or ".." ? "is a folder"
        : name.Contains('/') || name.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 ? "holds a character that no file's name may hold here, such as one that parts folders"
        : IsDevice(name) ? "is the name of a device on Windows"
        : null;

    /// <summary>Whether a name, or a path's last part, means a device on Windows, whatever ending it has: <c>con.jpg</c> is the console.</summary>
    public static bool IsDevice(string path)
    {
        ReadOnlySpan<char> stem = Path.GetFileName(path.AsSpan());
        int dot = stem.IndexOf('.');
        string bare = (dot < 0 ? stem : stem[..dot]).TrimEnd(' ').ToString().ToUpperInvariant();
        return Devices.Contains(bare) || bare is ['C', 'O', 'M', >= '1' and <= '9'] or ['L', 'P', 'T', >= '1' and <= '9'];
    }
}
