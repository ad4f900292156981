using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// SmoothGrad with squares: the mean of the squared gradients at n noisy pictures; not signed (Hooker et al., arXiv 1806.10758).
/// </summary>
public sealed record SmoothGradSquaredMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "smoothgrad-squared";

    /// <summary>n, the number of noisy pictures, 1 or more. Default: 16.</summary>
    public int Samples { get; init; } = GaussianNoise.Samples;

    /// <summary>The noise's deviation as a share of the input's range, 0 or more. Default: 0.15.</summary>
    public double Level { get; init; } = GaussianNoise.Level;

    /// <inheritdoc/>
    public IReadOnlyList<MethodParameter> Parameters =>
        GaussianNoise.Parameters(Samples, samples => this with { Samples = samples }, Level, level => this with { Level = level });

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "SmoothGrad, squared";

    /// <inheritdoc/>
    public string Source => "arXiv 1806.10758";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Pixels;

    /// <inheritdoc/>
    public string Cost => "nF nB";

    /// <inheritdoc/>
    public bool IsRandom => true;

    /// <inheritdoc/>
    public Needs Needs => Needs.Nothing.WithPasses();

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => NoisyGradients.Moments(context, Samples, Level).Squares;
}
