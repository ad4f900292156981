namespace GradCam.Files;

/// <summary>Paths from a folder on, with <c>/</c> between folders on every system: the form that results, lists and pages keep.</summary>
internal static class RelativePath
{
    /// <summary>The way from a folder to a file; it starts with <c>..</c>, or is a full path, where the file does not lie below.</summary>
    public static string Of(string folder, string file) => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Whether a file lies in a folder or in one below it; both paths in the system's form, links not followed.</summary>
    public static bool IsBelow(string folder, string file) => StaysWithin(Of(folder, file));

    /// <summary>Whether a relative path leads to a place within whatever folder it is read from: it has no root and no <c>..</c>.</summary>
    public static bool StaysWithin(string? relative) =>
        !string.IsNullOrEmpty(relative)
        && !Path.IsPathRooted(relative)
        && !relative.Split('/', Path.DirectorySeparatorChar).Contains("..");

    /// <summary>The path in the system's form.</summary>
    /// <param name="folder">The folder from which it leads.</param>
    /// <param name="relative">A path with <c>/</c>.</param>
    public static string Resolve(string folder, string relative) => Path.Combine(folder, Path.Combine(relative.Split('/')));
}
