using System.Globalization;
using GradCam.Numerics;
using GradCam.Runs;

namespace GradCam.Benchmarks.Metrics;

/// <summary>The processor time of ROAD's imputation at 224 x 224 with nine tenths of the pixels missing.</summary>
internal static class ImputationCost
{
    private const int Side = 224, Missing = Side * Side * 9 / 10, Rounds = 20;

    public static int Run()
    {
        float[] picture = [.. FormulaNumbers.Uniform("picture", 3 * Side * Side).Select(value => (float)value)];
        Print("scattered", picture, Ranking.Ties(Side * Side, 0)[..Missing]);
        Print("in one piece", picture, [.. Enumerable.Range(Side * Side / 10, Missing)]);
        return 0;
    }

    private static void Print(string what, float[] picture, int[] missing)
    {
        // The first calls are compiled.
        for (int round = 0; round < Rounds; round++)
        {
            Imputation.Impute(picture, Side, missing);
        }

        double start = Environment.CpuUsage.TotalTime.TotalMilliseconds;
        int rounds = 0;
        for (int round = 0; round < Rounds; round++)
        {
            Imputation.Impute(picture, Side, missing, out rounds);
        }

        double each = (Environment.CpuUsage.TotalTime.TotalMilliseconds - start) / Rounds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {each:0} ms of processor time, {rounds} rounds of conjugate gradients"));
    }
}
