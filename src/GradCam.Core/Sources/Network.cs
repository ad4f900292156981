using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Sources;

/// <summary>A network with its weights and all that is known of it; frees what it owns.</summary>
/// <param name="module">From pictures [N, 3, S, S] to logits [N, classes].</param>
/// <param name="facts">What is known of it.</param>
internal sealed class Network(nn.Module<Tensor, Tensor> module, NetworkFacts facts) : IDisposable
{
    /// <summary>From pictures [N, 3, S, S] to logits [N, classes].</summary>
    public nn.Module<Tensor, Tensor> Module => module;

    /// <summary>What is known of it.</summary>
    public NetworkFacts Facts => facts;

    /// <summary>The layer that is explained where none is named.</summary>
    public string DefaultLayer { get; } = facts.DefaultLayer ?? ModuleTree.LastConvolution(module)
        ?? throw new LayerException("the network has no convolution, so there is no layer to explain where none is named");

    /// <summary>The catalogue's entry; null for a network of another origin.</summary>
    public NetworkDefinition? Definition { get; init; }

    /// <summary>How a layer's output holds its maps, by the layer's name. Default: the definition's; null where the shape alone tells.</summary>
    public Func<string, ActivationLayout>? LayoutOf
    {
        get => field ?? Definition?.LayoutOf;
        init;
    }

    /// <summary>The layers that a name can mean which is no layer's own. Default: none.</summary>
    public Func<string, IReadOnlyList<string>> LayersCalled { get; init; } = _ => [];

    /// <summary>The most pictures that go through it at once. Default: null, any number.</summary>
    public int? MaxBatch { get; init; }

    /// <summary>Folded normalisations; null where each layer runs by itself.</summary>
    public FoldedNorms? Folded { get; init; }

    /// <summary>Whether nobody named the network, and it was told by the names and shapes of the file's tensors. Default: false.</summary>
    public bool IsRecognised { get; init; }

    /// <summary>Where it computes: where its weights lie.</summary>
    public Device Device { get; } = Devices.Of(module);

    /// <summary>Whether it changes no tensor in place and rectifies by what can be guarded alone, as the catalogue's networks do. Default: false.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Whether the original program transforms the input of these weights. Default: as the facts say.</summary>
    public bool TransformedByDefault { get; init; } = facts.Preprocessing.TransformInput;

    /// <summary>Reads the SHA-256 of the file that the weights came from, 64 hexadecimal digits; default: null, there is none.</summary>
    public Lazy<string?> Sha256 { get; init; } = new(() => null);

    /// <summary>What is freed with it, in this order; default: nothing, the module stays its caller's.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];

    /// <summary>How a picture becomes the network's input under a variant's rule.</summary>
    public Preprocessing PreprocessingFor(TransformInputRule rule) => Facts.Preprocessing with
    {
        TransformInput = rule == TransformInputRule.WhatTheWeightsNeed ? Facts.Preprocessing.TransformInput : TransformedByDefault,
    };

    /// <summary>Refuses a class id out of range.</summary>
    /// <param name="classId">The class.</param>
    /// <param name="classes">How many there are.</param>
    /// <exception cref="ClassException">It is out of range.</exception>
    public static int Check(int classId, int classes) => classId >= 0 && classId < classes
        ? classId
        : throw new ClassException($"class id {classId} is out of range: this network has {classes} classes, 0 to {classes - 1}");

    /// <summary>The same module with each layer running by itself; it owns nothing.</summary>
    public Network WithoutFolding() => new(module, facts)
    {
        Definition = Definition,
        LayoutOf = LayoutOf,
        LayersCalled = LayersCalled,
        MaxBatch = MaxBatch,
        IsOurs = IsOurs,
        TransformedByDefault = TransformedByDefault,
        Sha256 = Sha256,
        IsRecognised = IsRecognised,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable owned in Owned)
        {
            owned.Dispose();
        }
    }
}
