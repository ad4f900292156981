using GradCam.Native;
using OpenCvSharp;

namespace GradCam.Imaging;

/// <summary>OpenCV's <c>COLORMAP_JET</c>: from dark blue for 0 over green to dark red for 255.</summary>
internal static class JetColours
{
    private static readonly Lazy<byte[]> Table = new(ReadTable);

    /// <summary>Colours levels.</summary>
    /// <param name="levels">[height, width], row-major, 0..255.</param>
    /// <param name="width">The width, 1 or more.</param>
    /// <param name="height">The height, 1 or more.</param>
    /// <exception cref="ArgumentException">The sides are not positive, or the number of levels does not fit them.</exception>
    /// <exception cref="NativeLibraryException">OpenCV, which owns the colours, cannot be loaded.</exception>
    public static RgbImage Apply(ReadOnlySpan<byte> levels, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (levels.Length != (long)width * height)
        {
            throw new ArgumentException($"a map of {width} x {height} has {(long)width * height} levels, not {levels.Length}", nameof(levels));
        }

        byte[] table = Table.Value;
        byte[] pixels = new byte[checked(3 * levels.Length)];
        for (int i = 0, p = 0; i < levels.Length; i++, p += 3)
        {
            int entry = 3 * levels[i];
            pixels[p] = table[entry];
            pixels[p + 1] = table[entry + 1];
            pixels[p + 2] = table[entry + 2];
        }

        return new RgbImage(width, height, pixels);
    }

    private static byte[] ReadTable()
    {
        NativeLibraries.EnsureOpenCv();
        byte[] levels = new byte[256];
        for (int level = 0; level < levels.Length; level++)
        {
            levels[level] = (byte)level;
        }

        using Mat row = Mat.FromPixelData(1, 256, MatType.CV_8UC1, levels);
        using var bgr = new Mat();
        Cv2.ApplyColorMap(row, bgr, ColormapTypes.Jet);
        return PixelMats.FromBgr(bgr).Pixels;
    }
}
