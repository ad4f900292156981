using GradCam.Networks;
using GradCam.Numerics;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>Pictures with noise of the normal distribution added.</summary>
internal static class GaussianNoise
{
    /// <summary>How many noisy pictures the methods take by default.</summary>
    public const int Samples = 16;

    /// <summary>The noise's deviation by default, as a share of the input's range (Smilkov et al., arXiv 1706.03825, section 3.2: 10 to 20 %).</summary>
    public const double Level = 0.15;

    /// <summary>The parameters of a method that takes noisy pictures.</summary>
    /// <param name="samples">How many the method takes.</param>
    /// <param name="withSamples">The method with another number.</param>
    /// <param name="level">Its noise's deviation.</param>
    /// <param name="withLevel">The method with another deviation.</param>
    public static IReadOnlyList<MethodParameter> Parameters(
        int samples, Func<int, IAttributionMethod> withSamples, double level, Func<double, IAttributionMethod> withLevel) =>
        [MethodParameter.Whole("samples", samples, 1, 10_000, withSamples), MethodParameter.Number("level", level, 0, 10, withLevel)];

    /// <summary>One picture with the noise of some samples: <c>x + level * (max x - min x) * noise</c>.</summary>
    /// <param name="context">What is explained.</param>
    /// <param name="picture">The picture's place in the batch.</param>
    /// <param name="key">What the noise is for.</param>
    /// <param name="samples">The samples' numbers: each has noise of its own, whatever is drawn with it.</param>
    /// <param name="level">The deviation as a share of the input's range.</param>
    /// <returns>[M, 3, S, S].</returns>
    public static Tensor Add(AttributionContext context, int picture, string key, Range samples, double level)
    {
        Tensor input = context.Input.narrow(0, picture, 1);
        double deviation = level * (Total.Of(input.max()) - Total.Of(input.min()));
        int first = samples.Start.Value, count = samples.End.Value - first, length = (int)input.numel();
        double[] noise = new double[count * length];
        for (int m = 0; m < count; m++)
        {
            FormulaNumbers.Gaussian(FormattableString.Invariant($"{key}/{first + m}"), length, context.Seed).CopyTo(noise, m * length);
        }

        using Scalar scale = deviation;
        return input.Plus(tensor(noise, [count, .. input.shape[1..]], dtype: input.dtype, device: input.device).mul(scale));
    }
}
