using GradCam.Files;
using OpenCvSharp;

namespace GradCam.Imaging;

/// <summary>Encodes pictures in memory; the same picture always gives the same bytes.</summary>
public static class PictureEncoder
{
    /// <summary>OpenCV's IMWRITE_JPEG_SAMPLING_FACTOR, which OpenCvSharp's list of flags lacks.</summary>
    private const ImwriteFlags JpegSamplingFactor = (ImwriteFlags)7;

    /// <summary>Chroma as fine as luma: coarser chroma would smear the colour noise of guided gradients.</summary>
    private const int Chroma444 = 0x111111;

    /// <summary>Encodes a baseline JPEG file, chroma 4:4:4.</summary>
    /// <param name="image">The picture, at most 65,500 pixels a side (a limit of the format).</param>
    /// <param name="quality">1 to 100; default 95.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quality is not 1 to 100.</exception>
    /// <exception cref="PictureException">OpenCV could not encode it.</exception>
    public static byte[] Jpeg(RgbImage image, int quality = 95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        return Encode(
            image,
            ".jpg",
            [new ImageEncodingParam(ImwriteFlags.JpegQuality, quality), new ImageEncodingParam(JpegSamplingFactor, Chroma444)]);
    }

    /// <summary>Encodes a PNG file, 8 bits a channel, which gives back the same pixels.</summary>
    /// <param name="image">The picture.</param>
    /// <exception cref="PictureException">OpenCV could not encode it.</exception>
    public static byte[] Png(RgbImage image) => Encode(image, ".png", []);

    private static byte[] Encode(RgbImage image, string format, ImageEncodingParam[] parameters)
    {
        ArgumentNullException.ThrowIfNull(image);
        using Mat rgb = PixelMats.Over(image);
        using Mat bgr = rgb.CvtColor(ColorConversionCodes.RGB2BGR);
        try
        {
            Cv2.ImEncode(format, bgr, out byte[] bytes, parameters);
            return bytes;
        }
        catch (OpenCVException e)
        {
            throw new PictureException($"a picture of {image.Width} x {image.Height} cannot be encoded as {format} ({FileFault.OneLine(e.Message)})", e);
        }
    }
}
