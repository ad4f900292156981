using GradCam.Imaging;

namespace GradCam.Networks;

/// <summary>A picture as a network sees it.</summary>
/// <param name="Pixels">The square of the network's input size.</param>
/// <param name="Frame">Which part of the picture the square shows.</param>
internal sealed record PreparedPicture(RgbImage Pixels, InputFrame Frame);
