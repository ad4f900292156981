using GradCam.Imaging;

namespace GradCam.Networks;

/// <summary>A line of a definition: weights that torchvision publishes, and the evaluation that goes with them.</summary>
/// <param name="Version">torchvision's name without <c>IMAGENET1K_</c>.</param>
/// <param name="File">The file's name.</param>
/// <param name="Mebibytes">Its size: torchvision's, or that of its tensors, which is 0.2 less at most.</param>
/// <param name="Resize">The shorter side before the middle is cut out.</param>
/// <param name="Crop">The side of what is cut out. Default: 224.</param>
/// <param name="Interpolation">The filter. Default: bilinear.</param>
internal sealed record Listing(
    string Version, string File, double Mebibytes, int Resize, int Crop = 224, Interpolation Interpolation = Interpolation.Bilinear)
{
    /// <summary>Whether mean and deviation are 0.5, not ImageNet's. Default: false.</summary>
    public bool IsCentred { get; init; }

    private Preprocessing Evaluation
    {
        get
        {
            Preprocessing crop = Preprocessing.Crop(Resize, Crop, Interpolation);
            return IsCentred ? crop with { Mean = [0.5f, 0.5f, 0.5f], Std = [0.5f, 0.5f, 0.5f] } : crop;
        }
    }

    /// <summary>The weights of a network that are listed, in their order.</summary>
    public static IReadOnlyList<NetworkWeights> Of(string network, params IReadOnlyList<Listing> lines) =>
        [.. lines.Select(line => NetworkWeights.Of(network, line.Version, line.File, line.Mebibytes, line.Evaluation))];
}
