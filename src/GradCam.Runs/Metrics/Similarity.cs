using GradCam.Numerics;

namespace GradCam.Runs;

/// <summary>How like two maps are.</summary>
internal static class Similarity
{
    private const int Window = 7;
    private const double Least1 = 0.01 * 0.01, Least2 = 0.03 * 0.03;

    /// <summary>A map beside that of its method and layer among others, undefined without any: the rank correlation at the map's own size, and the SSIM of the masks.</summary>
    public static (double Rank, double Ssim) Compare(MetricContext context, IReadOnlyList<ExplainedScore>? others)
    {
        if (others is null)
        {
            return (double.NaN, double.NaN);
        }

        var other = context.MapIn(others);
        return (RankCorrelation.Of(context.Positive, context.PositiveOf(other)), Ssim(context.Mask, context.MaskOf(other), context.Picture.Side));
    }

    /// <summary>Pearson's correlation; not a number where either is constant.</summary>
    public static double Pearson(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average(), both = 0, ofA = 0, ofB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            both += (a[i] - meanA) * (b[i] - meanB);
            ofA += (a[i] - meanA) * (a[i] - meanA);
            ofB += (b[i] - meanB) * (b[i] - meanB);
        }

        // 0 / 0 where a map is constant: the ratio is undefined.
        return both / Math.Sqrt(ofA * ofB);
    }

    /// <summary>Structural similarity of two planes of 0 to 1: the mean over all whole windows of 7 x 7, sample covariances (Wang et al. 2004, as scikit-image computes it).</summary>
    /// <param name="a">Side x side numbers.</param>
    /// <param name="b">As many.</param>
    /// <param name="side">The side; below 7 there is no window, and the result is not a number.</param>
    public static double Ssim(float[] a, float[] b, int side)
    {
        if (side < Window)
        {
            return double.NaN;
        }

        double[][] sums = [Windows(a, a, side, 1), Windows(b, b, side, 1), Windows(a, a, side, 2), Windows(b, b, side, 2), Windows(a, b, side, 2)];
        const double count = Window * Window;
        double total = 0;
        for (int i = 0; i < sums[0].Length; i++)
        {
            double meanA = sums[0][i] / count, meanB = sums[1][i] / count;
            double varianceA = (sums[2][i] - (count * meanA * meanA)) / (count - 1);
            double varianceB = (sums[3][i] - (count * meanB * meanB)) / (count - 1);
            double covariance = (sums[4][i] - (count * meanA * meanB)) / (count - 1);
            total += ((2 * meanA * meanB) + Least1) * ((2 * covariance) + Least2)
                / (((meanA * meanA) + (meanB * meanB) + Least1) * (varianceA + varianceB + Least2));
        }

        return total / sums[0].Length;
    }

    /// <summary>The sums over all windows of a (power 1) or of a times b (power 2).</summary>
    private static double[] Windows(float[] a, float[] b, int side, int power)
    {
        int windows = side - Window + 1;
        double[] rows = new double[side * windows];
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < windows; x++)
            {
                for (int i = (y * side) + x; i < (y * side) + x + Window; i++)
                {
                    rows[(y * windows) + x] += power == 1 ? a[i] : (double)a[i] * b[i];
                }
            }
        }

        double[] sums = new double[windows * windows];
        for (int i = 0; i < sums.Length; i++)
        {
            for (int y = 0; y < Window; y++)
            {
                sums[i] += rows[i + (y * windows)];
            }
        }

        return sums;
    }
}
