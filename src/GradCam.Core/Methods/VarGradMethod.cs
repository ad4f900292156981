using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// VarGrad: the variance (divided by n) of the gradients at n noisy pictures; not signed (Adebayo et al., arXiv 1810.03307).
/// </summary>
public sealed record VarGradMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "vargrad";

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
    public string Title => "VarGrad";

    /// <inheritdoc/>
    public string Source => "arXiv 1810.03307";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Pixels;

    /// <inheritdoc/>
    public string Cost => "nF nB";

    /// <inheritdoc/>
    public bool IsRandom => true;

    /// <inheritdoc/>
    public Needs Needs => Needs.Nothing.WithPasses();

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => NoisyGradients.Moments(context, Samples, Level).Variance;
}
