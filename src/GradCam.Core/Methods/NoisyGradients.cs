using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>The gradients at pictures with noise, as their moments: sums in double, so that the pieces they come in do not show.</summary>
/// <param name="Mean">Their mean: [N, 3, S, S].</param>
/// <param name="Squares">The mean of their squares.</param>
/// <param name="Variance">The mean of the squares of what they have more than the mean.</param>
internal sealed record NoisyGradients(Tensor Mean, Tensor Squares, Tensor Variance)
{
    /// <summary>Takes the gradients, once for all methods of the same noise.</summary>
    /// <param name="context">What is explained.</param>
    /// <param name="samples">How many noisy pictures.</param>
    /// <param name="level">The noise's deviation as a share of the input's range.</param>
    public static NoisyGradients Moments(AttributionContext context, int samples, double level)
    {
        Tensor[] moments = context.Once((nameof(NoisyGradients), samples, level), () => Take(context, samples, level));
        return new NoisyGradients(moments[0], moments[1], moments[2]);
    }

    private static Tensor[] Take(AttributionContext context, int samples, double level)
    {
        Tensor sum = zeros(context.Input.shape, dtype: ScalarType.Float64, device: context.Input.device), squares = zeros_like(sum);
        for (int n = 0; n < context.Scores.Count; n++)
        {
            foreach (Range piece in context.Probe.Chunks(samples, gradients: true))
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor inputs = GaussianNoise.Add(context, n, "smoothgrad", piece, level);
                Tensor gradients = context.Probe.InputGradient(inputs, context.Scores[n]).to(ScalarType.Float64);
                sum.select(0, n).AddUp(gradients.sum([0]));
                squares.select(0, n).AddUp(gradients.Squared().sum([0]));
            }
        }

        using Scalar count = samples;
        Tensor mean = sum.div(count), meanSquare = squares.div(count);
        ScalarType type = context.Input.dtype;
        return [mean.to(type), meanSquare.to(type), (meanSquare - mean.Squared()).relu().to(type)];
    }
}
