namespace GradCam.Numerics;

/// <summary>Spearman's correlation: that of ranks, where equal values share the mean of theirs.</summary>
internal static class RankCorrelation
{
    /// <summary>From -1 to 1; not a number where either has no spread.</summary>
    /// <param name="a">Finite numbers.</param>
    /// <param name="b">As many.</param>
    public static double Of(double[] a, double[] b)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(a.Length, b.Length, nameof(b));
        double[] x = Ranks(a), y = Ranks(b);
        // Ranks with ties shared have the mean of ranks without.
        double mean = (x.Length - 1) / 2.0, both = 0, ofX = 0, ofY = 0;
        for (int i = 0; i < x.Length; i++)
        {
            both += (x[i] - mean) * (y[i] - mean);
            ofX += (x[i] - mean) * (x[i] - mean);
            ofY += (y[i] - mean) * (y[i] - mean);
        }

        return both / Math.Sqrt(ofX * ofY);
    }

    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort([.. values], order);
        double[] ranks = new double[values.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && values[order[end]] == values[order[start]];)
            {
                end++;
            }

            for (int i = start; i < end; i++)
            {
                ranks[order[i]] = (start + end - 1) / 2.0;
            }
        }

        return ranks;
    }
}
