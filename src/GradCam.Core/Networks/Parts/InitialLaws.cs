namespace GradCam.Networks;

/// <summary>How the layers of a network are drawn before training. Norms start at 1 and 0 everywhere.</summary>
internal sealed record InitialLaws
{
    /// <summary>The convolutions' weights.</summary>
    public InitialLaw Convolution { get; init; }

    /// <summary>Whether the convolutions' biases start at zero, not at PyTorch's default. Default: true.</summary>
    public bool ConvolutionBiasIsZero { get; init; } = true;

    /// <summary>The linear layers' weights.</summary>
    public InitialLaw Linear { get; init; }

    /// <summary>Whether the linear layers' biases start at zero, not at PyTorch's default. Default: false.</summary>
    public bool LinearBiasIsZero { get; init; }

    /// <summary>Weights and biases that are drawn otherwise than their kind, by the ends of their names. Default: none.</summary>
    public IReadOnlyList<(string NameEnd, InitialLaw Law)> Exceptions { get; init; } = [];
}
