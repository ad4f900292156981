namespace GradCam.Runs;

/// <summary>A value that a metric gives.</summary>
/// <param name="Name">Its name in results: the metric's key, and what parts it from others behind a dash.</param>
/// <param name="Aim">Which values are better.</param>
internal sealed record MetricPart(string Name, MetricAim Aim);
