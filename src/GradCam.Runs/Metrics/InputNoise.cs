using GradCam.Numerics;

namespace GradCam.Runs;

/// <summary>Noise of the normal distribution that is taken off a picture.</summary>
/// <param name="picture">The picture.</param>
/// <param name="level">The deviation as a share of the input's range.</param>
internal sealed class InputNoise(MeasuredPicture picture, double level)
{
    private readonly double deviation = level * ((double)picture.Input.Max() - picture.Input.Min());

    /// <summary>The product of one draw with an attribution.</summary>
    public double ProductWith(int draw, IReadOnlyList<float> attribution)
    {
        double[] noise = Draw(draw);
        double product = 0;
        for (int i = 0; i < noise.Length; i++)
        {
            product += deviation * noise[i] * attribution[i];
        }

        return product;
    }

    /// <summary>The picture without one draw.</summary>
    public ProbeInput InputOf(int draw) => new(FormattableString.Invariant($"without noise {draw} {level}"), input =>
    {
        double[] noise = Draw(draw);
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = (float)(picture.Input[i] - (deviation * noise[i]));
        }
    });

    private double[] Draw(int draw) => FormulaNumbers.Gaussian(FormattableString.Invariant($"infidelity/{draw}"), picture.Input.Length, picture.Seed);
}
