using GradCam.Weights;

namespace GradCam.Networks;

/// <summary>One set of weights that torchvision publishes for a network.</summary>
/// <param name="Version">Which one: torchvision's name without <c>IMAGENET1K_</c>, such as <c>V1</c>, <c>V2</c> or <c>SWAG_E2E_V1</c>.</param>
/// <param name="File">The file that holds it.</param>
/// <param name="Evaluation">How a picture is prepared where torchvision measures their accuracy: resized and cropped.</param>
internal sealed record NetworkWeights(string Version, PublishedFile File, Preprocessing Evaluation)
{
    /// <summary>The licence that a file has of its own: CC BY-NC 4.0 (no commercial use) for those of SWAG; null for none, as for torchvision's other files.</summary>
    public string? Licence => Version.StartsWith("SWAG", StringComparison.Ordinal) ? "CC BY-NC 4.0" : null;

    /// <summary>Weights whose file ends in the first digits of its hash, as all that torchvision publishes do.</summary>
    /// <param name="network">The network's own name.</param>
    /// <param name="version">See <see cref="Version"/>.</param>
    /// <param name="fileName">Such as <c>resnet50-0676ba61.pth</c>.</param>
    /// <param name="mebibytes">The file's size.</param>
    /// <param name="evaluation">See <see cref="Evaluation"/>.</param>
    internal static NetworkWeights Of(string network, string version, string fileName, double mebibytes, Preprocessing evaluation)
    {
        string digits = Path.GetFileNameWithoutExtension(fileName).Split('-')[^1];
        return new NetworkWeights(version, new PublishedFile(network, fileName, digits, (long)(mebibytes * 1024 * 1024)), evaluation);
    }
}
