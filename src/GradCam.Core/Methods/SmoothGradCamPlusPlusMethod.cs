using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Smooth Grad-CAM++: <c>sum_k w_k A_k</c>, A of the clean picture, <c>w_k = sum_ij a_k relu(G1_k)</c>, <c>a_k = G2_k / (2 G2_k + S_k G3_k)</c>, 0 where the divisor is 0, G1, G2 and
/// G3 the means of g, relu(g)^2 and relu(g)^3 over n noisy pictures, <c>S_k = sum_ij relu(A_k)</c> (Omeiza et al., arXiv 1908.01224).
/// </summary>
/// <remarks>
/// The paper's numerator is the first derivative; with the second, as in Grad-CAM++, no noise gives Grad-CAM++. The powers are those of relu(g), so that the divisor cannot cross
/// zero.
/// </remarks>
public sealed record SmoothGradCamPlusPlusMethod : IChannelWeights
{
    /// <summary>The method's key.</summary>
    public const string Name = "smoothgradcam++";

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
    public string Title => "Smooth Grad-CAM++";

    /// <inheritdoc/>
    public string Source => "arXiv 1908.01224";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "(n + 1)F nB";

    /// <inheritdoc/>
    public bool IsRandom => true;

    /// <inheritdoc/>
    public Needs Needs => Needs.Activation.WithPasses();

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => ChannelSum.Weigh(Weights(context), context.Activation);

    /// <inheritdoc/>
    public Tensor Weights(AttributionContext context) =>
        cat([.. Enumerable.Range(0, context.Scores.Count).Select(n => Weights(context, n))]);

    private Tensor Weights(AttributionContext context, int picture)
    {
        Tensor activation = context.Activation.narrow(0, picture, 1);
        Tensor[] sums = [.. Enumerable.Range(0, 3).Select(_ => zeros_like(activation))];
        foreach (Range piece in context.Probe.Chunks(Samples, gradients: true))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor inputs = GaussianNoise.Add(context, picture, "smooth-grad-cam++", piece, Level);
            Score[] scores = [.. Enumerable.Repeat(context.Scores[picture], (int)inputs.shape[0])];
            Tensor gradient = context.Probe.Record(inputs, scores, Needs.Gradient).Gradient, positive = gradient.relu();
            sums[0].AddUp(gradient.sum([0], keepdim: true));
            sums[1].AddUp(positive.Squared().sum([0], keepdim: true));
            sums[2].AddUp((positive.Squared() * positive).sum([0], keepdim: true));
        }

        using Scalar count = Samples;
        Tensor first = sums[0].div(count).relu(), second = sums[1].div(count), third = sums[2].div(count);
        Tensor total = activation.relu().sum([2, 3], keepdim: true);
        return (Planes.Ratio(second, second.mul(Scalars.Two).Plus(total * third)) * first).sum([2, 3]);
    }
}
