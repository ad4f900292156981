namespace GradCam.Methods;

/// <summary>What stands in the place of pixels that are taken away.</summary>
public enum Baseline
{
    /// <summary>The data set's mean colour, 0 in the network's input.</summary>
    Mean,

    /// <summary>Black, <c>(0 - mean) / std</c>.</summary>
    Black,

    /// <summary>White, <c>(1 - mean) / std</c>.</summary>
    White,
}
