using GradCam.Methods;

namespace GradCam.Runs;

/// <summary>The class's probability while pixels are taken away, or put back, in equal steps.</summary>
internal static class StepCurve
{
    /// <summary>How many steps metrics take by default.</summary>
    public const int Steps = 16;

    /// <summary>The steps that metrics may take.</summary>
    public static ParameterRange<int> Range { get; } = ParameterRange.Whole(1, 1000);

    /// <summary>The shares of the pixels after each step.</summary>
    public static IReadOnlyList<double> Points(int steps) => [.. Enumerable.Range(0, steps + 1).Select(step => (double)step / steps)];

    /// <summary>Measures the area under the curve, by trapezoids over the share of pixels.</summary>
    /// <param name="context">The map.</param>
    /// <param name="steps">n, 1 or more.</param>
    /// <param name="input">Makes the input of a count of pixels.</param>
    public static MetricWork Measure(MetricContext context, int steps, Func<int, ProbeInput> input)
    {
        int pixels = context.Mask.Length;
        int[] counts = [.. Enumerable.Range(0, steps + 1).Select(step => (int)((((long)step * pixels) + (steps / 2)) / steps))];
        return new MetricWork([.. counts.Select(input)], scores =>
        {
            double[] curve = [.. scores.Select(score => score.Probability)];
            return new MetricResult([Area(curve, counts, pixels)], [curve]);
        });
    }

    private static double Area(double[] curve, int[] counts, int pixels)
    {
        double area = 0;
        for (int step = 1; step < curve.Length; step++)
        {
            area += (curve[step] + curve[step - 1]) / 2 * (counts[step] - counts[step - 1]) / pixels;
        }

        return area;
    }
}
