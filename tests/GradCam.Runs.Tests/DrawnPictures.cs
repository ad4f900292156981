using GradCam.Imaging;

namespace GradCam.Runs.Tests;

/// <summary>Pictures for tests, drawn here.</summary>
internal static class DrawnPictures
{
    /// <summary>A JPEG of one grey level with a stripe, so that no two levels give the same file.</summary>
    public static byte[] Jpeg(int level)
    {
        byte[] pixels = new byte[16 * 16 * 3];
        Array.Fill(pixels, (byte)level);
        pixels.AsSpan(0, 96).Fill((byte)(255 - level));
        return PictureEncoder.Jpeg(new RgbImage(16, 16, pixels));
    }
}
