using GradCam.Core.Tests;

namespace Shapes.Tests;

/// <summary>Files of this checkout.</summary>
internal static class Repository
{
    public static string Examples { get; } = Path.Combine(SourceTree.Root, "examples");

    public static string Results { get; } = Path.Combine(SourceTree.Root, "results");

    public static string Weights { get; } = WeightsOf("densenet121");

    public static string WeightsOf(string network) => Path.Combine(Examples, $"{network}-shapes.safetensors");
}
