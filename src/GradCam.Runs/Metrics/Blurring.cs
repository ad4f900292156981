namespace GradCam.Runs;

/// <summary>A picture blurred by a separable Gaussian of 11 taps, <c>exp(-d² / 50)</c>, edges mirrored without repeating the edge pixel.</summary>
internal static class Blurring
{
    private const int Reach = 5;

    private static readonly double[] Taps = TapsOf();

    /// <summary>Blurs a picture.</summary>
    /// <param name="picture">Planes of side x side numbers, one after another.</param>
    /// <param name="side">The planes' side.</param>
    public static float[] Blur(IReadOnlyList<float> picture, int side)
    {
        double[] rows = Along([.. picture.Select(value => (double)value)], side, step: 1, across: side);
        return [.. Along(rows, side, step: side, across: 1).Select(value => (float)value)];
    }

    private static double[] Along(double[] from, int side, int step, int across)
    {
        double[] to = new double[from.Length];
        int plane = side * side;
        for (int start = 0; start < from.Length; start += plane)
        {
            for (int line = 0; line < side; line++)
            {
                for (int at = 0; at < side; at++)
                {
                    double sum = 0;
                    for (int tap = -Reach; tap <= Reach; tap++)
                    {
                        sum += Taps[tap + Reach] * from[start + (line * across) + (Mirrored(at + tap, side) * step)];
                    }

                    to[start + (line * across) + (at * step)] = sum;
                }
            }
        }

        return to;
    }

    /// <summary>The place that a place outside mirrors; in a picture narrower than the taps it may take several turns.</summary>
    private static int Mirrored(int place, int side)
    {
        if (side == 1)
        {
            return 0;
        }

        int period = 2 * (side - 1);
        int within = ((place % period) + period) % period;
        return within < side ? within : period - within;
    }

    private static double[] TapsOf()
    {
        double[] taps = [.. Enumerable.Range(-Reach, (2 * Reach) + 1).Select(distance => Math.Exp(-distance * distance / 50.0))];
        double sum = taps.Sum();
        return [.. taps.Select(tap => tap / sum)];
    }
}
