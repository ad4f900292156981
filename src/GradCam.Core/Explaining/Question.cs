using GradCam.Imaging;

namespace GradCam;

/// <summary>A picture, and what is asked about it.</summary>
/// <param name="Picture">The picture, of any size.</param>
/// <param name="Targets">The classes or scores, in the order wanted; none: what the options say.</param>
public sealed record Question(RgbImage Picture, params IReadOnlyList<Target> Targets);
