using GradCam.Networks;

namespace Shapes.Training;

/// <summary>How one network is trained on the scenes: what differs from network to network.</summary>
public sealed record TrainingRecipe
{
    /// <summary>The network.</summary>
    public required NetworkDefinition Definition { get; init; }

    /// <summary>Its curriculum. Default: the one of all networks.</summary>
    public IReadOnlyList<Lesson> Lessons { get; init; } = Curriculum.Lessons;

    /// <summary>
    /// Whether convolutions and linear layers start as He et al. draw them (arXiv 1502.01852, equation 10), the classifier a tenth as
    /// large, rather than as torchvision draws them. Default: false.
    /// </summary>
    public bool StartsAsHe { get; init; }

    /// <summary>The Euclidean norm that a step's gradient is shrunk to where it is greater. Default: infinity, never.</summary>
    public double LargestGradient { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// How many of the classifier's first inputs are maps that the last block passes on as they came; their weights are kept at zero
    /// (<see cref="PassedOn"/>). Default: 0.
    /// </summary>
    public int PassedOnChannels { get; init; }
}
