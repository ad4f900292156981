using GradCam.Networks;

namespace GradCam;

/// <summary>How a network is loaded: what its file does not say, or says otherwise.</summary>
public sealed record LoadOptions
{
    /// <summary>A name or alias of <see cref="NetworkCatalog"/>. Default: the one that the file's metadata names, else the only one that fits its tensors.</summary>
    public string? Network { get; init; }

    /// <summary>The side of the square input in pixels, from the network's least size to 4096. Default: the file's metadata up to 1024, else the network's own.</summary>
    public int? InputSize { get; init; }

    /// <summary>How a picture of any shape becomes the network's square input. Default: the network's own way.</summary>
    public PictureFit? Fit { get; init; }

    /// <summary>Which of the network's published weights are meant, such as <c>V2</c>. Default: the first of its definition.</summary>
    public string? Weights { get; init; }

    /// <summary>The mean of each channel in [0,1] that the network was trained with. Default: the file's metadata, else ImageNet's.</summary>
    public IReadOnlyList<float>? Mean { get; init; }

    /// <summary>The standard deviation of each channel, above 0. Default: the file's metadata, else ImageNet's.</summary>
    public IReadOnlyList<float>? Std { get; init; }

    /// <summary>A name for each class. Default: the file's metadata, else ImageNet's names for 1000 classes.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>What computes: <c>cpu</c>, or <c>cuda</c> or <c>cuda:N</c> in an application that brings TorchSharp's CUDA package. Default: null, the processor.</summary>
    public string? Device { get; init; }

    /// <summary>
    /// Whether batch normalisations are folded into the convolutions before them, which pays from the second picture on; results
    /// then differ in the last bits of float32. Default: true.
    /// </summary>
    public bool FoldNorms { get; init; } = true;

    /// <summary>True where the weights are the published ones because no file was named.</summary>
    internal bool PublishedByDefault { get; init; }
}
