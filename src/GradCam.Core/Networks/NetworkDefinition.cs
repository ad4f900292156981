using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>What is known of a network before it is made; nothing in it loads libtorch until <see cref="Create"/> is called.</summary>
public sealed record NetworkDefinition
{
    /// <summary>The name that torchvision gives it, such as <c>resnet50</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Other names that mean it. Default: none.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The layer that is explained unless another one is named: the last convolution in the order of <c>named_modules()</c>.</summary>
    public required string DefaultLayer { get; init; }

    /// <summary>The layer whose output is the whole final feature map, rectified where the network has such a layer.</summary>
    public required string WholeMapLayer { get; init; }

    /// <summary>Whether the output of <see cref="WholeMapLayer"/> is rectified. Default: true.</summary>
    public bool WholeMapIsRectified { get; init; } = true;

    /// <summary>Trainable parameters with 1000 classes; inception_v3's without the auxiliary head, which is not part of the network.</summary>
    public required long Parameters { get; init; }

    /// <summary>The smallest side of a square input, in pixels, that reaches the logits. Default: 1.</summary>
    public int MinimumInputSize { get; init; } = 1;

    /// <summary>Whether torchvision's published weights expect <see cref="Preprocessing.TransformInput"/>. Default: false.</summary>
    public bool HasTransformInput { get; init; }

    /// <summary>Makes the network for a number of classes, 1 or more: on the meta device, without values, in training mode.</summary>
    /// <remarks>
    /// Give it values with <see cref="ModuleWeights.Load"/> or <see cref="ModuleWeights.Initialise"/>. It takes float32
    /// [N,3,S,S] and gives logits [N,classes]; the names of its modules and of its state are torchvision's.
    /// </remarks>
    public required Func<int, nn.Module<Tensor, Tensor>> Create { get; init; }

    /// <summary>The weight in a state dictionary whose first dimension is the number of classes.</summary>
    public required string ClassifierWeight { get; init; }

    /// <summary>The start of names that a checkpoint may hold and the network does not. Default: null, no such names.</summary>
    public string? IgnoredPrefix { get; init; }

    /// <summary>How the convolutions' weights are drawn.</summary>
    internal InitialLaw ConvolutionLaw { get; init; }

    /// <summary>How the linear layers' weights are drawn.</summary>
    internal InitialLaw LinearLaw { get; init; }

    /// <summary>Whether the linear layers' biases start at zero, not at PyTorch's default.</summary>
    internal bool LinearBiasIsZero { get; init; }
}
