namespace Shapes.Tests;

/// <summary>Files of this checkout.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Examples { get; } = Path.Combine(Root, "examples");

    public static string Results { get; } = Path.Combine(Root, "results");

    public static string Weights { get; } = Path.Combine(Examples, "densenet121-shapes.safetensors");

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "GradCam.sln"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("GradCam.sln lies in no folder above the tests"));
}
