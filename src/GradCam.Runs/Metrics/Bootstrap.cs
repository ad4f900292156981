using GradCam.Numerics;

namespace GradCam.Runs;

/// <summary>Percentile bootstrap of a mean (Efron and Tibshirani 1993, section 13.3).</summary>
/// <param name="resamples">How many times values are drawn anew, 1 or more.</param>
/// <param name="confidence">The share of the drawn means that lies within the interval, above 0 and below 1.</param>
/// <param name="seed">What random numbers start from.</param>
internal sealed class Bootstrap(int resamples, double confidence, int seed)
{
    private readonly Dictionary<int, int[][]> drawn = [];

    /// <summary>The interval of the mean; not a number where there is no value.</summary>
    /// <param name="values">The values.</param>
    public (double Low, double High) Interval(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            return (double.NaN, double.NaN);
        }

        double[] means = Array.ConvertAll(IndicesOf(values.Count), indices =>
        {
            double sum = 0;
            foreach (int index in indices)
            {
                sum += values[index];
            }

            return sum / indices.Length;
        });
        Array.Sort(means);
        return (Quantile(means, (1 - confidence) / 2), Quantile(means, (1 + confidence) / 2));
    }

    private static double Quantile(double[] sorted, double share)
    {
        double at = share * (sorted.Length - 1);
        int low = (int)at, high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((at - low) * (sorted[high] - sorted[low]));
    }

    /// <summary>The same for every list of one length, so that methods are compared over the same draws.</summary>
    private int[][] IndicesOf(int count)
    {
        if (!drawn.TryGetValue(count, out int[][]? indices))
        {
            drawn[count] = indices = [.. Enumerable.Range(0, resamples).Select(draw =>
                Array.ConvertAll(FormulaNumbers.Uniform(FormattableString.Invariant($"bootstrap/{draw}"), count, seed), u => (int)(u * count)))];
        }

        return indices;
    }
}
