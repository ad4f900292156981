using GradCam.Native;
using OpenCvSharp;

namespace GradCam.Imaging;

/// <summary>OpenCV's colour maps: 256 colours each, asked of OpenCV once.</summary>
internal static class ColourTables
{
    /// <summary>What the maps are called, in the order of <see cref="Colormap"/>: OpenCV's names in lower case.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "autumn", "bone", "jet", "winter", "rainbow", "ocean", "summer", "spring", "cool", "hsv", "pink", "hot", "parula", "magma", "inferno", "plasma", "viridis",
        "cividis", "twilight", "twilight_shifted", "turbo", "deepgreen",
    ];

    /// <summary>A map's number by its name, in any letter case; below 0 where none is called so.</summary>
    public static int IndexOf(string name)
    {
        int at = Names.Count - 1;
        while (at >= 0 && !Names[at].Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            at--;
        }

        return at;
    }

    // Slots and no dictionary: two threads that fill one at once write the same.
    private static readonly byte[]?[] Tables = new byte[]?[Names.Count];

    /// <summary>Colours levels.</summary>
    /// <param name="colormap">The colours.</param>
    /// <param name="levels">[height, width], row-major, 0..255.</param>
    /// <param name="width">The width, 1 or more.</param>
    /// <param name="height">The height, 1 or more.</param>
    /// <exception cref="ArgumentException">The sides are not positive, or the number of levels does not fit them.</exception>
    /// <exception cref="NativeLibraryException">OpenCV, which owns the colours, cannot be loaded.</exception>
    public static RgbImage Apply(Colormap colormap, ReadOnlySpan<byte> levels, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (levels.Length != (long)width * height)
        {
            throw new ArgumentException($"a map of {width} x {height} has {(long)width * height} levels, not {levels.Length}", nameof(levels));
        }

        byte[] table = Tables[(int)colormap] ??= ReadTable(colormap);
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

    private static byte[] ReadTable(Colormap colormap)
    {
        NativeLibraries.EnsureOpenCv();
        byte[] levels = new byte[256];
        for (int level = 0; level < levels.Length; level++)
        {
            levels[level] = (byte)level;
        }

        using Mat row = Mat.FromPixelData(1, 256, MatType.CV_8UC1, levels);
        using var bgr = new Mat();
        Cv2.ApplyColorMap(row, bgr, (ColormapTypes)colormap);
        return PixelMats.FromBgr(bgr).Pixels;
    }
}
