namespace GradCam.Runs;

/// <summary>A mean with its bootstrap interval.</summary>
/// <param name="Mean">The mean; not a number where there is no value.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">The interval's upper end.</param>
/// <param name="Count">How many values there are.</param>
internal sealed record MeasuredMean(double Mean, double Low, double High, int Count)
{
    /// <summary>The mean of values.</summary>
    public static MeasuredMean Of(IReadOnlyList<double> values, Bootstrap bootstrap)
    {
        (double low, double high) = bootstrap.Interval(values);
        return new MeasuredMean(values.Count == 0 ? double.NaN : values.Average(), low, high, values.Count);
    }
}
