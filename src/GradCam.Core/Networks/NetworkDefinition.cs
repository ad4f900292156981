using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>What is known of a network before it is made; nothing in it loads libtorch until <see cref="Create"/> is called.</summary>
public sealed record NetworkDefinition
{
    /// <summary>The name that torchvision gives it, such as <c>resnet50</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What networks are called that are built alike, such as <c>ResNet</c> or <c>vision transformer</c>; for tables.</summary>
    public required string Family { get; init; }

    /// <summary>Other names that mean it. Default: none.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The layer that is explained unless another one is named: the last convolution in the order of <c>named_modules()</c>.</summary>
    public required string DefaultLayer { get; init; }

    /// <summary>The layer whose output is the whole final feature map, rectified where the network has such a layer.</summary>
    public required string WholeMapLayer { get; init; }

    /// <summary>Whether the output of <see cref="WholeMapLayer"/> is rectified. Default: true.</summary>
    public bool WholeMapIsRectified { get; init; } = true;

    /// <summary>Trainable parameters with 1000 classes, for the input size of <see cref="Create"/>; without auxiliary heads, which no network here has.</summary>
    public required long Parameters { get; init; }

    /// <summary>The smallest side of a square input, in pixels, that reaches the logits. Default: 1.</summary>
    public int MinimumInputSize { get; init; } = 1;

    /// <summary>Refuses an input size that is too small.</summary>
    /// <exception cref="UsageException">It is less than <see cref="MinimumInputSize"/>.</exception>
    internal void CheckInputSize(int size)
    {
        if (size < MinimumInputSize)
        {
            throw new UsageException($"input size {size} is too small for {Name}: give {MinimumInputSize} or more");
        }
    }

    /// <summary>Whether torchvision's published weights expect <see cref="Preprocessing.TransformInput"/>. Default: false.</summary>
    public bool HasTransformInput { get; init; }

    /// <summary>What torchvision publishes for it, one or more; the first is meant where none is named.</summary>
    internal IReadOnlyList<NetworkWeights> Weights { get; init; } = [];

    /// <summary>
    /// How a picture becomes its input unless the call says otherwise. Default: the evaluation of the first of its published weights; the
    /// networks that the Python program has take <see cref="Preprocessing.ImageNet"/>, as it does.
    /// </summary>
    public Preprocessing Preprocessing
    {
        get => field ?? Weights[0].Evaluation;
        init;
    }

    /// <summary>Makes the network for a number of classes, 1 or more: on the meta device, without values, in training mode.</summary>
    /// <remarks>
    /// Give it values with <see cref="ModuleWeights.Load"/> or <see cref="ModuleWeights.Initialise"/>. It takes float32
    /// [N,3,S,S] and gives logits [N,classes]; the names of its modules and of its state are torchvision's. Vision transformers are made
    /// for S = 224.
    /// </remarks>
    public required Func<int, nn.Module<Tensor, Tensor>> Create { get; init; }

    /// <summary>
    /// Makes the network for a number of classes and an input size in pixels, where its state depends on it: such a network takes that
    /// size alone. Default: null, any size from the smallest.
    /// </summary>
    internal Func<int, int, nn.Module<Tensor, Tensor>>? CreateForSize { get; init; }

    /// <summary>The input size that a state dictionary was made for, null where it does not say; only with <see cref="CreateForSize"/>.</summary>
    internal Func<IReadOnlyDictionary<string, Tensor>, int?>? InputSizeOf { get; init; }

    /// <summary>Makes the network in the form of older files, for a number of classes, where a state dictionary is of that form; else null. Default: null, there was no other form.</summary>
    internal Func<IReadOnlyDictionary<string, Tensor>, int, nn.Module<Tensor, Tensor>?>? CreateOlder { get; init; }

    /// <summary>The only input size that a network takes, whatever its state. Default: null, no such size.</summary>
    internal int? OnlyInputSize { get; init; }

    /// <summary>The weight in a state dictionary whose first dimension is the number of classes.</summary>
    public required string ClassifierWeight { get; init; }

    /// <summary>The start of names that a checkpoint may hold and the network does not. Default: null, no such names.</summary>
    public string? IgnoredPrefix { get; init; }

    /// <summary>How the output of a layer, given by its name, holds its maps. Default: [N,C,h,w] everywhere.</summary>
    internal Func<string, ActivationLayout> LayoutOf { get; init; } = static _ => ActivationLayout.ChannelsFirst;

    /// <summary>How the values are drawn that training from nothing starts with.</summary>
    internal InitialLaws Initial { get; init; } = new();

    /// <summary>Makes the network as <see cref="Create"/> does, for an input size in pixels that it can take.</summary>
    internal nn.Module<Tensor, Tensor> CreateFor(int classes, int inputSize) =>
        CreateForSize is null ? Create(classes) : CreateForSize(classes, inputSize);

    /// <summary>The number of classes that a state dictionary was made for; 1000 where it has no classifier of this network.</summary>
    internal int ClassesOf(IReadOnlyDictionary<string, Tensor> tensors) =>
        tensors.TryGetValue(ClassifierWeight, out Tensor? weight) && weight.dim() >= 2 && weight.shape[0] is > 0 and <= int.MaxValue ? (int)weight.shape[0] : 1000;

    /// <summary>Makes the network of the number of classes, of the input size and in the form that a state dictionary was made for; without values.</summary>
    internal nn.Module<Tensor, Tensor> CreateFor(IReadOnlyDictionary<string, Tensor> tensors) =>
        CreateOlder?.Invoke(tensors, ClassesOf(tensors))
        ?? (InputSizeOf?.Invoke(tensors) is int size ? CreateFor(ClassesOf(tensors), size) : Create(ClassesOf(tensors)));

    /// <summary>How a picture becomes its input under a way of fitting: torchvision's own evaluation where it is cropped.</summary>
    /// <param name="fit">The way; null for the network's own.</param>
    /// <param name="weights">The published weights that are used. Default: the first of <see cref="Weights"/>.</param>
    internal Preprocessing PreprocessingFor(PictureFit? fit, NetworkWeights? weights = null) => fit switch
    {
        null => Preprocessing.Fit == PictureFit.Crop && weights is not null ? weights.Evaluation : Preprocessing,
        PictureFit.Crop => (weights ?? Weights[0]).Evaluation,
        _ => (weights?.Evaluation ?? Preprocessing) with { Fit = fit.Value },
    };
}
