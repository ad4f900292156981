namespace GradCam.Core.Tests;

/// <summary>Where the sources of this checkout are.</summary>
internal static class SourceTree
{
    /// <summary>The repository's root: the nearest folder above the tests that holds the solution.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The library's sources.</summary>
    public static string Library { get; } = Path.Combine(Root, "src", "GradCam.Core");

    /// <summary>True for files under a project's bin or obj folder.</summary>
    public static bool IsBuilt(string file) =>
        Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "GradCam.sln"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("GradCam.sln lies in no folder above the tests"));
}
