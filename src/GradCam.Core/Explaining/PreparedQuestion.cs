using GradCam.Imaging;
using GradCam.Networks;

namespace GradCam;

/// <summary>A picture that is ready for the network, and what is asked about it.</summary>
/// <param name="Prepared">What the network sees.</param>
/// <param name="Own">The picture in its own size; null where nothing is drawn in it, so that large pictures do not wait in memory.</param>
/// <param name="Targets">What is asked; none: what the options say.</param>
internal sealed record PreparedQuestion(PreparedPicture Prepared, RgbImage? Own, IReadOnlyList<Target> Targets)
{
    /// <summary>The picture's name in its list; null (the default) where it stands in none.</summary>
    public string? Name { get; init; }

    /// <summary>Its file; null (the default) where it has none.</summary>
    public string? Path { get; init; }
}
