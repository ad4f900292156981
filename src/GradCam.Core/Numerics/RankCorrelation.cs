namespace GradCam.Numerics;

/// <summary>Spearman's correlation: that of ranks, where equal values share their mean rank.</summary>
internal static class RankCorrelation
{
    /// <summary>From -1 to 1; 0 where one of the two has no spread, since it then says nothing of the other.</summary>
    /// <param name="a">Finite numbers.</param>
    /// <param name="b">As many.</param>
    public static double Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(a.Length, b.Length, nameof(b));
        double[] x = Ranks(a), y = Ranks(b);
        // Ranks with ties shared have the same mean as ranks without.
        double mean = (x.Length - 1) / 2.0, covariance = 0, spreadX = 0, spreadY = 0;
        for (int i = 0; i < x.Length; i++)
        {
            covariance += (x[i] - mean) * (y[i] - mean);
            spreadX += (x[i] - mean) * (x[i] - mean);
            spreadY += (y[i] - mean) * (y[i] - mean);
        }

        return spreadX == 0 || spreadY == 0 ? 0 : covariance / Math.Sqrt(spreadX * spreadY);
    }

    private static double[] Ranks(ReadOnlySpan<float> values)
    {
        float[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        double[] ranks = new double[sorted.Length];
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            for (to = from; to < sorted.Length && sorted[to] == sorted[from]; to++)
            {
            }

            for (int i = from; i < to; i++)
            {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }
        }

        return ranks;
    }
}
