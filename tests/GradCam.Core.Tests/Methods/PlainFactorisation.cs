using GradCam.Numerics;

namespace GradCam.Core.Tests.Methods;

/// <summary>Deep feature factorisation written again in plain loops, in double: <c>relu(A)</c> as W H, both without a negative number.</summary>
internal sealed class PlainFactorisation
{
    private readonly double[,] values;
    private readonly double[,] channels;
    private readonly double[,] positions;

    private PlainFactorisation(double[][,] a, int parts, double least)
    {
        int width = a[0].GetLength(1), places = a[0].Length;
        values = new double[a.Length, places];
        double sum = 0;
        for (int c = 0; c < a.Length; c++)
        {
            for (int z = 0; z < places; z++)
            {
                values[c, z] = Math.Max(a[c][z / width, z % width], 0);
                sum += values[c, z];
            }
        }

        double scale = Math.Sqrt(sum / (a.Length * places) / parts);
        channels = Start("factorisation/w", a.Length, parts, scale, least);
        positions = Start("factorisation/h", parts, places, scale, least);
    }

    private int Parts => positions.GetLength(0);

    /// <summary>The parts' maps, one after another, row by row.</summary>
    /// <param name="a">A of one picture: [channel][row, column].</param>
    /// <param name="parts">K.</param>
    /// <param name="rounds">How often both are improved.</param>
    /// <param name="least">What is added to a start's uniform number.</param>
    /// <param name="channelsFirst">Whether W is improved before H.</param>
    /// <param name="lengths">Whether a map is multiplied by its channels' length.</param>
    /// <param name="byMap">Whether the parts are ordered by the map's length alone.</param>
    public static double[] Maps(double[][,] a, int parts, int rounds = 100, double least = 0.5, bool channelsFirst = false, bool lengths = true, bool byMap = false)
    {
        var one = new PlainFactorisation(a, parts, least);
        for (int round = 0; round < rounds; round++)
        {
            Action[] steps = channelsFirst ? [one.ImproveChannels, one.ImprovePositions] : [one.ImprovePositions, one.ImproveChannels];
            Array.ForEach(steps, step => step());
        }

        double[] weights = [.. Enumerable.Range(0, parts).Select(k => (byMap ? 1 : one.ChannelLength(k)) * one.PositionLength(k))];
        return [.. Enumerable.Range(0, parts).OrderByDescending(k => weights[k])
            .SelectMany(k => Enumerable.Range(0, one.positions.GetLength(1)).Select(z => (lengths ? one.ChannelLength(k) : 1) * one.positions[k, z]))];
    }

    /// <summary>H times W'V / W'WH.</summary>
    private void ImprovePositions()
    {
        double[,] old = (double[,])positions.Clone();
        for (int k = 0; k < Parts; k++)
        {
            for (int z = 0; z < values.GetLength(1); z++)
            {
                (double above, double below) = (0, 0);
                for (int c = 0; c < values.GetLength(0); c++)
                {
                    above += channels[c, k] * values[c, z];
                    below += channels[c, k] * Product(c, z, channels, old);
                }

                positions[k, z] = old[k, z] * above / (below + 1e-12);
            }
        }
    }

    /// <summary>W times VH' / WHH'.</summary>
    private void ImproveChannels()
    {
        double[,] old = (double[,])channels.Clone();
        for (int c = 0; c < values.GetLength(0); c++)
        {
            for (int k = 0; k < Parts; k++)
            {
                (double above, double below) = (0, 0);
                for (int z = 0; z < values.GetLength(1); z++)
                {
                    above += values[c, z] * positions[k, z];
                    below += Product(c, z, old, positions) * positions[k, z];
                }

                channels[c, k] = old[c, k] * above / (below + 1e-12);
            }
        }
    }

    private static double Product(int c, int z, double[,] left, double[,] right)
    {
        double sum = 0;
        for (int k = 0; k < right.GetLength(0); k++)
        {
            sum += left[c, k] * right[k, z];
        }

        return sum;
    }

    private double ChannelLength(int part) => Math.Sqrt(Enumerable.Range(0, channels.GetLength(0)).Sum(c => channels[c, part] * channels[c, part]));

    private double PositionLength(int part) => Math.Sqrt(Enumerable.Range(0, positions.GetLength(1)).Sum(z => positions[part, z] * positions[part, z]));

    private static double[,] Start(string key, int rows, int columns, double scale, double least)
    {
        double[] drawn = FormulaNumbers.Uniform(key, rows * columns, 0);
        double[,] start = new double[rows, columns];
        for (int i = 0; i < drawn.Length; i++)
        {
            start[i / columns, i % columns] = scale * (least + drawn[i]);
        }

        return start;
    }
}
