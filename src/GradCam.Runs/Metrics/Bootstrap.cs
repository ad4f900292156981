using GradCam.Numerics;

namespace GradCam.Runs;

/// <summary>Percentile bootstrap of a mean (Efron and Tibshirani 1993, section 13.3).</summary>
/// <param name="resamples">How many times values are drawn anew, 1 or more.</param>
/// <param name="confidence">The share of the drawn means that lies within the interval, above 0 and below 1.</param>
/// <param name="seed">What random numbers start from.</param>
internal sealed class Bootstrap(int resamples, double confidence, int seed)
{
    /// <summary>The interval of the mean; not a number where there is no value.</summary>
    /// <param name="values">The values.</param>
    public (double Low, double High) Interval(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            return (double.NaN, double.NaN);
        }

        double[] means = [.. Enumerable.Range(0, resamples).Select(draw => MeanOf(values, draw))];
        Array.Sort(means);
        return (Quantile(means, (1 - confidence) / 2), Quantile(means, (1 + confidence) / 2));
    }

    private static double Quantile(double[] sorted, double share)
    {
        double at = share * (sorted.Length - 1);
        int low = (int)at, high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((at - low) * (sorted[high] - sorted[low]));
    }

    /// <summary>The mean of one draw: the same indices for every list of one length, so that methods are compared over the same draws.</summary>
    private double MeanOf(IReadOnlyList<double> values, int draw)
    {
        // Drawn anew for each list: to keep them took 4 bytes a value and draw, 400 MB for 100,000 pictures.
        double sum = 0;
        foreach (double u in FormulaNumbers.Uniform(FormattableString.Invariant($"bootstrap/{draw}"), values.Count, seed))
        {
            sum += values[(int)(u * values.Count)];
        }

        return sum / values.Count;
    }
}
