using GradCam.Imaging;

namespace GradCam;

/// <summary>A picture, and what is asked about it.</summary>
/// <param name="Picture">The picture, of any size.</param>
/// <param name="Targets">The classes or scores, in the order wanted; none: what the options say.</param>
/// <exception cref="ArgumentNullException">The picture or the list is missing.</exception>
public sealed record Question(RgbImage Picture, params IReadOnlyList<Target> Targets)
{
    /// <summary>The picture, of any size.</summary>
    public RgbImage Picture { get; init; } = Picture ?? throw new ArgumentNullException(nameof(Picture));

    /// <summary>The classes or scores, in the order wanted; none: what the options say.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = Targets ?? throw new ArgumentNullException(nameof(Targets));
}
