namespace GradCam.Runs;

/// <summary>What results call a metric's values.</summary>
internal static class MetricNames
{
    /// <summary>A value with a baseline: the key alone with the mean colour.</summary>
    /// <param name="key">The metric's key.</param>
    /// <param name="baseline">The baseline.</param>
    public static string With(string key, MetricBaseline baseline) => baseline == MetricBaseline.Mean ? key : $"{key}-{baseline.ToString().ToLowerInvariant()}";
}
