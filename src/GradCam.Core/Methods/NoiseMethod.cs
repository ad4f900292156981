using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// The mean of a method's maps of n noisy pictures, <c>x + sigma * noise</c>, <c>sigma = level * (max x - min x)</c>: SmoothGrad (Smilkov et al., arXiv 1706.03825) around
/// any method.
/// </summary>
/// <param name="Inner">The method that is wrapped.</param>
public sealed record NoiseMethod(IAttributionMethod Inner) : IWrappingMethod
{
    /// <summary>What stands before the wrapped method's key.</summary>
    public const string Name = "noise";

    /// <summary>n, the number of noisy pictures, 1 or more. Default: 16.</summary>
    public int Samples { get; init; } = GaussianNoise.Samples;

    /// <summary>The noise's deviation as a share of the input's range, 0 or more. Default: 0.15.</summary>
    public double Level { get; init; } = GaussianNoise.Level;

    /// <inheritdoc/>
    public IReadOnlyList<MethodParameter> Parameters =>
        GaussianNoise.Parameters(Samples, samples => this with { Samples = samples }, Level, level => this with { Level = level });

    /// <inheritdoc/>
    public string Key => $"{Name}-{Inner.Key}";

    string IWrappingMethod.Wrapper => Name;

    /// <inheritdoc/>
    public string Title => $"{Inner.Title}, over noise";

    /// <inheritdoc/>
    public string Source => $"{Inner.Source}; arXiv 1706.03825";

    /// <inheritdoc/>
    public AttributionKind Kind => Inner.Kind;

    /// <inheritdoc/>
    public string Cost => $"n x ({Inner.Cost})";

    /// <inheritdoc/>
    public bool IsRandom => true;

    /// <inheritdoc/>
    public Needs Needs => Inner.Needs.InOwnPasses();

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => stack([.. Enumerable.Range(0, context.Scores.Count).Select(n => Compute(context, n))]);

    private Tensor Compute(AttributionContext context, int picture) => PassMean.Of(
        Inner, context, picture, Samples, piece => GaussianNoise.Add(context, picture, Name, piece, Level), static (map, _) => map);
}
