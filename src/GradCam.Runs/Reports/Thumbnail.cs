using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>Pictures in small.</summary>
internal static class Thumbnail
{
    private const int LongestSide = 128, Quality = 80;

    /// <summary>A picture as a JPEG file of at most 128 pixels a side.</summary>
    public static byte[] Of(RgbImage picture)
    {
        double scale = Math.Min(1, (double)LongestSide / Math.Max(picture.Width, picture.Height));
        return PictureEncoder.Jpeg(Resizing.Resize(picture, Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale))), Quality);
    }
}
