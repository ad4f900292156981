using GradCam.Numerics;

namespace GradCam.Runs;

/// <summary>A square of a picture that is taken away: the mean colour stands there.</summary>
/// <param name="Top">Its first row.</param>
/// <param name="Left">Its first column.</param>
/// <param name="Width">Its side.</param>
/// <param name="Side">The picture's side.</param>
internal sealed record SquareRemoval(int Top, int Left, int Width, int Side)
{
    /// <summary>Draws squares.</summary>
    /// <param name="side">The picture's side.</param>
    /// <param name="share">The squares' side as a share of it; one pixel at least.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">What random numbers start from.</param>
    public static IReadOnlyList<SquareRemoval> Draw(int side, double share, int count, int seed)
    {
        int width = Math.Max(1, (int)Math.Round(share * side));
        return [.. Enumerable.Range(0, count).Select(m =>
        {
            double[] u = FormulaNumbers.Uniform(FormattableString.Invariant($"infidelity-square/{m}"), 2, seed);
            return new SquareRemoval((int)(u[0] * (side - width + 1)), (int)(u[1] * (side - width + 1)), width, side);
        })];
    }

    /// <summary>The sum of a plane's numbers in it.</summary>
    public double SumOf(double[] plane)
    {
        double sum = 0;
        for (int y = Top; y < Top + Width; y++)
        {
            for (int x = Left; x < Left + Width; x++)
            {
                sum += plane[(y * Side) + x];
            }
        }

        return sum;
    }

    /// <summary>The picture without it.</summary>
    public ProbeInput InputOf(MeasuredPicture picture) => new($"without {this}", input =>
    {
        picture.Input.CopyTo(input);
        for (int row = Top; row < Top + Width; row++)
        {
            for (int start = (row * Side) + Left; start < input.Length; start += Side * Side)
            {
                input.Slice(start, Width).Clear();
            }
        }
    });
}
