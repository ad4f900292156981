using GradCam.Imaging;
using GradCam.Maps;

namespace GradCam.Rendering;

/// <summary>Draws a picture of maps.</summary>
/// <param name="under">The picture that was explained, in the size that is drawn.</param>
/// <param name="maps">
/// The maps of the picture's methods, in their order and in the size of <paramref name="under"/>: of a map of positions its mask, [1,H,W] from 0 to 1;
/// of an attribution of pixels its signed numbers, [3,H,W].
/// </param>
/// <param name="options">How it is drawn.</param>
public delegate RgbImage Drawing(RgbImage under, IReadOnlyList<AttributionMap> maps, DrawingOptions options);
