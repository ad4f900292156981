namespace GradCam.Runs;

/// <summary>What a metric found of one map.</summary>
/// <param name="Values">In the order of the metric's parts; not a number where a value is undefined, as a ratio whose denominator is 0 is.</param>
/// <param name="Curves">The class's probability at each of a part's points, in the order of the parts; null for a part without points, and where no part has any.</param>
internal sealed record MetricResult(IReadOnlyList<double> Values, IReadOnlyList<IReadOnlyList<double>?>? Curves = null);
