using System.Collections.Immutable;
using GradCam.Networks;

namespace GradCam;

/// <summary>How a network is loaded: what its file does not say, or says otherwise.</summary>
public sealed record LoadOptions
{
    /// <summary>The largest side that a file may choose by itself: memory grows with its square, and the file may be anyone's.</summary>
    private const int LargestOwnInput = 1024;

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

    /// <summary>Refuses a large input that a file chooses by itself, where nobody asked for a size.</summary>
    /// <param name="own">The side that the file says; null where it says none.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="UsageException">It is too large.</exception>
    internal void CheckOwnInput(int? own, string path)
    {
        if (InputSize is null && own > LargestOwnInput)
        {
            throw new UsageException($"{ShownText.Of(path)} asks for input size {own}, which takes much memory: give that input size if it is meant");
        }
    }

    /// <summary>Mean and deviation as asked for, else as the file says, else the usual ones.</summary>
    /// <param name="usual">All else of how a picture becomes the input.</param>
    /// <param name="mean">The mean that the file says; null where it says none.</param>
    /// <param name="std">The same of the deviation.</param>
    internal Preprocessing Normalise(Preprocessing usual, IReadOnlyList<float>? mean, IReadOnlyList<float>? std)
    {
        return usual with { Mean = Choose(Mean, mean, usual.Mean), Std = Choose(Std, std, usual.Std) };

        static ImmutableArray<float> Choose(IReadOnlyList<float>? asked, IReadOnlyList<float>? own, ImmutableArray<float> usual) =>
            (asked ?? own) is { } numbers ? [.. numbers] : usual;
    }
}
