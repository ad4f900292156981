namespace GradCam.Runs;

/// <summary>A value that a metric gives.</summary>
/// <param name="Name">Its name in results: the metric's key, and what parts it from others behind a dash.</param>
/// <param name="Aim">Which values are better.</param>
/// <param name="Points">The shares of the pixels, 0 to 1, at which it is the area under a curve, or the mean of one; null (the default) where it is neither.</param>
internal sealed record MetricPart(string Name, MetricAim Aim, IReadOnlyList<double>? Points = null);
