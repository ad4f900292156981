using GradCam.Networks;

namespace GradCam;

/// <summary>What is known of a network besides its weights.</summary>
public sealed record NetworkFacts
{
    /// <summary>What results call it. Default: "module".</summary>
    public string Name { get; init; } = "module";

    /// <summary>The layer that is explained where none is named, by its dotted name. Default: null, the last convolution.</summary>
    public string? DefaultLayer { get; init; }

    /// <summary>The layer that gives the whole final map. Default: null, not known.</summary>
    public string? WholeMapLayer { get; init; }

    /// <summary>How a picture becomes the network's input. Default: ImageNet's at 224.</summary>
    public Preprocessing Preprocessing { get; init; } = Preprocessing.ImageNet;

    /// <summary>Whether nothing says which mean and deviation the network wants of its input, and ImageNet's were taken: of a graph that carries none. Default: false.</summary>
    public bool AssumesNormalisation { get; init; }

    /// <summary>A name for each class, as many as the network gives logits. Default: null, not known.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The number of classes. Default: null, which the output tells.</summary>
    public int? Classes { get; init; }

    /// <summary>Whether a picture may be of several classes at once, each probability the sigmoid of its logit. Default: false, their softmax.</summary>
    public bool IsMultiLabel { get; init; }
}
