using GradCam.Numerics;

namespace GradCam.Core.Tests.Methods;

/// <summary>Maps of a layer written again, slowly and plainly, in double: one picture, A and g as [channel][row, column].</summary>
internal static class PlainMapOracle
{
    /// <summary>HiResCAM, element-wise Grad-CAM and LayerCAM: a sum over channels of something of g and A at one place.</summary>
    public static double[,] Sum(double[][,] a, double[][,] g, Func<double, double, double> term)
    {
        double[,] map = new double[a[0].GetLength(0), a[0].GetLength(1)];
        for (int k = 0; k < a.Length; k++)
        {
            for (int i = 0; i < map.GetLength(0); i++)
            {
                for (int j = 0; j < map.GetLength(1); j++)
                {
                    map[i, j] += term(g[k][i, j], a[k][i, j]);
                }
            }
        }

        return map;
    }

    /// <summary>XGrad-CAM: each channel weighs the mean of its gradient, in which places count as much as relu(A) is there.</summary>
    public static double[,] XGradCam(double[][,] a, double[][,] g)
    {
        double[] weights = new double[a.Length];
        for (int k = 0; k < a.Length; k++)
        {
            (double above, double below) = (0, 0);
            for (int i = 0; i < a[k].GetLength(0); i++)
            {
                for (int j = 0; j < a[k].GetLength(1); j++)
                {
                    above += Math.Max(a[k][i, j], 0) * g[k][i, j];
                    below += Math.Max(a[k][i, j], 0);
                }
            }

            weights[k] = below == 0 ? 0 : above / below;
        }

        return Weigh(a, weights);
    }

    /// <summary>FEM: a channel adds its mean where it is above its mean and two deviations.</summary>
    public static double[,] Fem(double[][,] a)
    {
        double[,] map = new double[a[0].GetLength(0), a[0].GetLength(1)];
        foreach (double[,] channel in a)
        {
            double[] values = [.. channel.Cast<double>().Select(value => Math.Max(value, 0))];
            double mean = values.Sum() / values.Length;
            double deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                map[i / map.GetLength(1), i % map.GetLength(1)] += values[i] > mean + (2 * deviation) ? mean : 0;
            }
        }

        return map;
    }

    /// <summary>Weights between -1 and 1 that a formula draws.</summary>
    public static double[,] Random(double[][,] a, int seed) =>
        Weigh(a, [.. FormulaNumbers.Uniform("random-cam", a.Length, seed).Select(u => (2 * u) - 1)]);

    /// <summary>Eigen-CAM and Eigen-Grad-CAM: the positions' part of the first singular pair of a matrix of positions and channels.</summary>
    public static double[,] FirstComponent(double[][,] terms)
    {
        double[][] rows = Rows(terms);
        int positions = rows[0].Length;
        double[,] products = Square(positions, (p, q) => rows.Sum(row => row[p] * row[q]));
        (double value, double[] vector) = JacobiEigen.Largest(products);
        return Orient([.. vector.Select(entry => Math.Sqrt(value) * entry)], terms[0]);
    }

    /// <summary>KPCA-CAM: the same of the positions' kernel matrix, centred both ways.</summary>
    public static double[,] Kpca(double[][,] a)
    {
        double[][] rows = [.. Rows(a).Select(row => row.Select(value => value - row.Average()).ToArray())];
        int positions = rows[0].Length;
        double[,] kernel = Square(positions, (p, q) => Math.Tanh((rows.Sum(row => row[p] * row[q]) / rows.Length) + 1));
        double[] means = [.. Enumerable.Range(0, positions).Select(p => Enumerable.Range(0, positions).Average(q => kernel[p, q]))];
        double mean = means.Average();
        (double value, double[] vector) = JacobiEigen.Largest(Square(positions, (p, q) => kernel[p, q] - means[p] - means[q] + mean));
        return Orient([.. vector.Select(entry => Math.Sqrt(value) * entry)], a[0]);
    }

    /// <summary>Each channel times a weight, added up.</summary>
    public static double[,] Weigh(double[][,] a, double[] weights)
    {
        double[][,] weighed = [.. a.Select((channel, k) => Each(channel, value => weights[k] * value))];
        return Sum(weighed, weighed, (value, _) => value);
    }

    /// <summary>Every number changed.</summary>
    public static double[,] Each(double[,] map, Func<double, double> change)
    {
        double[,] changed = (double[,])map.Clone();
        for (int i = 0; i < map.Length; i++)
        {
            changed[i / map.GetLength(1), i % map.GetLength(1)] = change(map[i / map.GetLength(1), i % map.GetLength(1)]);
        }

        return changed;
    }

    private static double[][] Rows(double[][,] channels) => [.. channels.Select(channel => channel.Cast<double>().ToArray())];

    private static double[,] Square(int side, Func<int, int, double> entry)
    {
        double[,] matrix = new double[side, side];
        for (int p = 0; p < side; p++)
        {
            for (int q = 0; q < side; q++)
            {
                matrix[p, q] = entry(p, q);
            }
        }

        return matrix;
    }

    private static double[,] Orient(double[] values, double[,] shape)
    {
        double sign = values.Sum(value => value * value * value) < 0 ? -1 : 1;
        double[,] map = new double[shape.GetLength(0), shape.GetLength(1)];
        for (int i = 0; i < values.Length; i++)
        {
            map[i / map.GetLength(1), i % map.GetLength(1)] = sign * values[i];
        }

        return map;
    }
}
