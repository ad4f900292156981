namespace GradCam;

/// <summary>How a network is loaded: what its checkpoint does not say, or says otherwise.</summary>
public sealed record ExplainerOptions
{
    /// <summary>The side of the square input in pixels, from the network's least size to 4096. Default: the checkpoint's metadata up to 1024, else 224.</summary>
    public int? InputSize { get; init; }

    /// <summary>The mean of each channel in [0,1] that the network was trained with. Default: the checkpoint's metadata, else ImageNet's.</summary>
    public float[]? Mean { get; init; }

    /// <summary>The standard deviation of each channel, above 0. Default: the checkpoint's metadata, else ImageNet's.</summary>
    public float[]? Std { get; init; }

    /// <summary>A name for each class. Default: the checkpoint's metadata, else ImageNet's names for 1000 classes.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>True where the weights are the published ones because no file was named. Default: false.</summary>
    public bool PublishedByDefault { get; init; }

    /// <summary>
    /// Whether batch normalisations are folded into the convolutions before them, which pays from the second picture on; results
    /// then differ in the last bits of float32. Default: true.
    /// </summary>
    public bool FoldNorms { get; init; } = true;

    /// <summary>libtorch's threads within an operation, 1 or more. Default: the processors that this process may use.</summary>
    public int? Threads { get; init; }
}
