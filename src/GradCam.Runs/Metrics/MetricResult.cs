namespace GradCam.Runs;

/// <summary>What a metric found of one map.</summary>
/// <param name="Values">In the order of the metric's parts; not a number where a value is undefined, as a ratio whose denominator is 0 is.</param>
/// <param name="Curve">The class's probability from the first step to the last, of a metric that is the area under it; null for others.</param>
internal sealed record MetricResult(IReadOnlyList<double> Values, IReadOnlyList<double>? Curve = null);
