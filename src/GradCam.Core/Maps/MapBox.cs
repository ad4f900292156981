namespace GradCam.Maps;

/// <summary>An upright rectangle of pixels.</summary>
/// <param name="X">Its first column, from 0.</param>
/// <param name="Y">Its first row, from 0.</param>
/// <param name="Width">Its columns, 1 or more.</param>
/// <param name="Height">Its rows, 1 or more.</param>
public sealed record MapBox(int X, int Y, int Width, int Height);
