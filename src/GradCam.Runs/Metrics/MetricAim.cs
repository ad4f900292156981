namespace GradCam.Runs;

/// <summary>Which values of a metric are better.</summary>
internal enum MetricAim
{
    /// <summary>Larger ones.</summary>
    Higher,

    /// <summary>Smaller ones.</summary>
    Lower,
}
