using GradCam.Core.Tests;

namespace Shapes.Tests;

/// <summary>Files of this checkout.</summary>
internal static class Repository
{
    public static string Examples { get; } = Path.Combine(SourceTree.Root, "examples");

    public static string Results { get; } = Path.Combine(SourceTree.Root, "results");

    public static string Weights { get; } = Path.Combine(Examples, "densenet121-shapes.safetensors");
}
