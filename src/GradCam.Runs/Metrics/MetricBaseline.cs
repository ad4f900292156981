namespace GradCam.Runs;

/// <summary>What stands in the place of pixels that a metric takes away.</summary>
internal enum MetricBaseline
{
    /// <summary>The data set's mean colour, 0 in the network's input.</summary>
    Mean,

    /// <summary>Black, <c>(0 - mean) / std</c>.</summary>
    Black,

    /// <summary>White, <c>(1 - mean) / std</c>.</summary>
    White,

    /// <summary>The picture itself, blurred: <see cref="Blurring"/>.</summary>
    Blur,
}
