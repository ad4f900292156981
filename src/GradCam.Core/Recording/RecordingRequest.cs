using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>What one forward pass is to keep for the gradients that are asked of it afterwards.</summary>
public sealed record RecordingRequest
{
    /// <summary>The dotted name of the layer to record; null (the default) where no map is wanted.</summary>
    public string? LayerName { get; init; }

    /// <summary>The layer that messages recommend when <see cref="LayerName"/> will not do; null (the default) for none.</summary>
    public string? DefaultLayer { get; init; }

    /// <summary>True where the gradient with respect to the input will be asked for. Default: false, which keeps less memory.</summary>
    public bool InputGradient { get; init; }

    /// <summary>Which tensor counts as the layer's output. Default: its own.</summary>
    public RecordedOutput Recorded { get; init; } = RecordedOutput.OwnOutput;

    /// <summary>Normalisations to fold into convolutions, but for the recorded layer; null (the default) for none.</summary>
    public FoldedNorms? Folded { get; init; }

    /// <summary>
    /// A differentiable step between the input and the model; null (the default) for none. Input gradients are with respect to
    /// what goes into it.
    /// </summary>
    public Func<Tensor, Tensor>? Before { get; init; }
}
