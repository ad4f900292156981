using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>What one forward pass is to keep for the gradients that are asked of it afterwards.</summary>
internal sealed record PassRequest
{
    /// <summary>The dotted names of the layers to record, each once; default none.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>How a layer's output holds its maps, by the layer's name; null (the default) where the shape alone tells.</summary>
    public Func<string, ActivationLayout>? LayoutOf { get; init; }

    /// <summary>The layer that messages recommend when one of <see cref="Layers"/> will not do; null (the default) for none.</summary>
    public string? DefaultLayer { get; init; }

    /// <summary>Whether gradients at the layers will be asked for. Default: true.</summary>
    public bool LayerGradients { get; init; } = true;

    /// <summary>Whether the gradient at the input will be asked for. Default: false, which keeps less memory.</summary>
    public bool InputGradient { get; init; }

    /// <summary>Whether the outputs of all layers that add a bias are kept, with their gradients; nothing is folded then. Default: false.</summary>
    public bool Biases { get; init; }

    /// <summary>Whether the weights of attentions are kept. Default: false.</summary>
    public bool Attentions { get; init; }

    /// <summary>Whether gradients at these weights will be asked for. Default: false.</summary>
    public bool AttentionGradients { get; init; }

    /// <summary>Whether a backward pass will follow another rule than the derivative's. Default: true.</summary>
    public bool MayGuard { get; init; } = true;

    /// <summary>Whether that rule may be deconvolution. Default: true.</summary>
    public bool MayDeconvolve { get; init; } = true;

    /// <summary>Which tensor counts as a layer's output. Default: its own.</summary>
    public RecordedOutput Recorded { get; init; } = RecordedOutput.OwnOutput;

    /// <summary>Normalisations to fold into convolutions, but for the recorded layers; null (the default) for none.</summary>
    public FoldedNorms? Folded { get; init; }

    /// <summary>
    /// Whether the model may change tensors in place, as a caller's own may: it is then given copies of what is recorded. Default: true.
    /// </summary>
    public bool MayOverwrite { get; init; } = true;

    /// <summary>
    /// A differentiable step between the input and the model; null (the default) for none. Input gradients are with respect to
    /// what goes into it.
    /// </summary>
    public Func<Tensor, Tensor>? Before { get; init; }

    /// <summary>Keeps what the network's parts give, or gives it again; null (the default) where every part is computed.</summary>
    public PartReplay? Replay { get; init; }

    /// <summary>A layer that is run by itself without being recorded; null (the default) for none.</summary>
    public nn.Module? Alone { get; init; }

    /// <summary>Ends the forward pass before the next of the model's parts. Default: nothing does.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The same of the logits alone.</summary>
    public PassRequest OfLogits => this with { Layers = [], InputGradient = false, Biases = false, Attentions = false, AttentionGradients = false };

    /// <summary>Whether anything of the pass needs a graph.</summary>
    public bool NeedsGraph => InputGradient || Biases || AttentionGradients || (LayerGradients && Layers.Count > 0);
}
