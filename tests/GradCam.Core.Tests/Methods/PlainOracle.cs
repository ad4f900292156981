namespace GradCam.Core.Tests.Methods;

/// <summary>The methods written again, slowly and plainly, in double: one picture, A and g as [channel][row, column].</summary>
internal static class PlainOracle
{
    /// <summary>Grad-CAM before its ReLU: sum over k of mean(g_k) A_k.</summary>
    public static double[,] GradCam(double[][,] a, double[][,] g) => WeightedSum(a, k =>
    {
        double sum = 0;
        foreach (double value in g[k])
        {
            sum += value;
        }

        return sum / g[k].Length;
    });

    /// <summary>Grad-CAM++ of the paper before its ReLU: w_k = sum relu(g) / (2 + sum(relu(A_k)) relu(g)).</summary>
    public static double[,] PlusPlus(double[][,] a, double[][,] g) => WeightedSum(a, k =>
    {
        double total = 0, weight = 0;
        foreach (double value in a[k])
        {
            total += Math.Max(value, 0);
        }

        foreach (double value in g[k])
        {
            weight += Math.Max(value, 0) / (2 + (total * Math.Max(value, 0)));
        }

        return weight;
    });

    /// <summary>Grad-CAM++ as the original program computes it: a channel counts where any gradient of it is positive.</summary>
    public static double[,] PlusPlusAnyPositive(double[][,] a, double[][,] g) => WeightedSum(a, k =>
    {
        foreach (double value in g[k])
        {
            if (value > 0)
            {
                return 1;
            }
        }

        return 0;
    });

    /// <summary>A map with its minimum taken away.</summary>
    public static double[,] LessItsMinimum(double[,] map) => Each(map, value => value - map.Cast<double>().Min());

    /// <summary>What is positive of a map.</summary>
    public static double[,] Relu(double[,] map) => Each(map, value => value > 0 ? value : 0);

    /// <summary>A map from 0 to 1: its minimum taken away, then divided by its maximum; a constant gives zeros.</summary>
    public static double[,] Mask(double[,] map)
    {
        double smallest = double.PositiveInfinity, largest = double.NegativeInfinity;
        foreach (double value in map)
        {
            smallest = Math.Min(smallest, value);
            largest = Math.Max(largest, value);
        }

        return Each(map, value => largest == smallest ? 0 : (value - smallest) / (largest - smallest));
    }

    private static double[,] WeightedSum(double[][,] a, Func<int, double> weight)
    {
        double[,] map = new double[a[0].GetLength(0), a[0].GetLength(1)];
        for (int k = 0; k < a.Length; k++)
        {
            for (int i = 0; i < map.GetLength(0); i++)
            {
                for (int j = 0; j < map.GetLength(1); j++)
                {
                    map[i, j] += weight(k) * a[k][i, j];
                }
            }
        }

        return map;
    }

    private static double[,] Each(double[,] map, Func<double, double> change)
    {
        double[,] changed = new double[map.GetLength(0), map.GetLength(1)];
        for (int i = 0; i < map.GetLength(0); i++)
        {
            for (int j = 0; j < map.GetLength(1); j++)
            {
                changed[i, j] = change(map[i, j]);
            }
        }

        return changed;
    }
}
