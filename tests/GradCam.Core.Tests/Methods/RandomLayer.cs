using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>
/// Activations and gradients of both signs from a seed, for two pictures: [2,12,5,4]. Among the channels are some that are zero in
/// A, in g or in both, one whose gradient is negative everywhere, and one whose activation is.
/// </summary>
internal sealed class RandomLayer
{
    public const int Pictures = 2, Channels = 12, Height = 5, Width = 4;

    public RandomLayer(int seed)
    {
        var random = new Random(seed);
        (A, G) = (Draw(random, 3), Draw(random, 0.5));
        foreach (int n in Enumerable.Range(0, Pictures))
        {
            Change(A[n][2], _ => 0);
            Change(G[n][3], _ => 0);
            Change(A[n][4], _ => 0);
            Change(G[n][4], _ => 0);
            Change(G[n][5], v => -Math.Abs(v) - 0.1f);
            Change(A[n][6], v => -Math.Abs(v));
        }
    }

    /// <summary>A[picture][channel][row, column].</summary>
    public double[][][,] A { get; }

    /// <summary>g, in the same order.</summary>
    public double[][][,] G { get; }

    /// <summary>As [2,12,5,4], float32, in the open dispose scope.</summary>
    public static Tensor AsTensor(double[][][,] values) =>
        tensor(values.SelectMany(picture => picture.SelectMany(map => map.Cast<double>())).ToArray(), [Pictures, Channels, Height, Width])
            .to(ScalarType.Float32);

    private static double[][][,] Draw(Random random, double scale) =>
        [.. Enumerable.Range(0, Pictures).Select(_ => Enumerable.Range(0, Channels).Select(_ =>
        {
            double[,] map = new double[Height, Width];
            // Rounded to float32, so that the oracle is given what the method is given.
            Change(map, _ => (float)(scale * ((2 * random.NextDouble()) - 1)));
            return map;
        }).ToArray())];

    private static void Change(double[,] map, Func<double, double> change)
    {
        for (int i = 0; i < Height; i++)
        {
            for (int j = 0; j < Width; j++)
            {
                map[i, j] = change(map[i, j]);
            }
        }
    }
}
