using System.Globalization;
using GradCam.Numerics;
using GradCam.Runs;

namespace GradCam.Benchmarks.Metrics;

/// <summary>How often the interval of a mean holds the mean that the values were drawn with.</summary>
internal static class BootstrapCoverage
{
    private const int Repetitions = 1000;

    public static int Run()
    {
        foreach (int count in (int[])[200, 24])
        {
            Print("normal", count, 0, (key, n) => FormulaNumbers.Gaussian(key, n));
            Print("uniform", count, 0.5, (key, n) => FormulaNumbers.Uniform(key, n));
        }

        return 0;
    }

    private static void Print(string law, int count, double mean, Func<string, int, double[]> draw)
    {
        var bootstrap = new Bootstrap(1000, 0.95, 0);
        int held = 0;
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            (double low, double high) = bootstrap.Interval(draw(FormattableString.Invariant($"coverage/{law}/{count}/{repetition}"), count));
            held += low <= mean && mean <= high ? 1 : 0;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{law}, {count} values: {100.0 * held / Repetitions:0.0} % of {Repetitions} intervals of 95 % hold the mean"));
    }
}
