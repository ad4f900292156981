using GradCam.Files;
using GradCam.Native;
using OpenCvSharp;

namespace GradCam.Imaging;

/// <summary>Decodes picture files by their content, whatever their name ends in.</summary>
/// <remarks>
/// Grey is repeated over three channels, alpha is dropped, EXIF orientation is applied, of 16 bits a channel the high byte counts, of an
/// animation the first frame. In a floating-point TIFF 0 is black and 1 is white; one with other numbers is refused. JPEG, PNG, BMP, WebP,
/// TIFF, GIF, JPEG 2000, PNM, Radiance HDR and Sun raster. A JPEG file whose compressed data is damaged in its middle decodes to what
/// libjpeg makes of it.
/// </remarks>
public static class PictureDecoder
{
    /// <summary>Reads and decodes a file; its length and first bytes are looked at before the rest is read.</summary>
    /// <param name="path">Its path, or that of a pipe or device that ends.</param>
    /// <exception cref="PictureException">
    /// It is missing, a folder, unreadable, empty, not a picture, truncated, damaged, over 640 MB, or over <see cref="NativeLibraries.MostPixels"/>.
    /// </exception>
    /// <exception cref="NativeLibraryException">OpenCV cannot be loaded.</exception>
    public static RgbImage Decode(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
        {
            throw new PictureException($"picture '{ShownText.Of(path)}' is a folder");
        }

        byte[] bytes;
        try
        {
            bytes = PictureBytes.Read(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            throw new PictureException($"picture '{ShownText.Of(path)}' does not exist", failure);
        }
        catch (Exception failure) when (FileFault.Is(failure) || failure is NotSupportedException)
        {
            throw new PictureException($"picture '{ShownText.Of(path)}' cannot be read ({PictureBytes.Reason(path, failure)})", failure);
        }

        return Decode(bytes, path);
    }

    /// <summary>Reads and decodes a stream, such as standard input, under the limits of a file.</summary>
    /// <param name="stream">The stream, read from its place to its end; it stays open.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="PictureException">
    /// It cannot be read, is empty, not a picture, truncated, damaged, over 640 MB, or over <see cref="NativeLibraries.MostPixels"/>.
    /// </exception>
    /// <exception cref="NativeLibraryException">OpenCV cannot be loaded.</exception>
    public static RgbImage Decode(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        byte[] bytes;
        try
        {
            bytes = PictureBytes.Read(stream, name);
        }
        catch (Exception failure) when (FileFault.Is(failure) || failure is NotSupportedException)
        {
            throw new PictureException($"picture '{ShownText.Of(name)}' cannot be read ({FileFault.Reason(failure)})", failure);
        }

        return Decode(bytes, name);
    }

    /// <summary>Decodes the bytes of a picture file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What messages call it: a path, most often.</param>
    /// <exception cref="PictureException">
    /// It is empty, not a picture, truncated, damaged, or over <see cref="NativeLibraries.MostPixels"/>.
    /// </exception>
    /// <exception cref="NativeLibraryException">OpenCV cannot be loaded.</exception>
    public static RgbImage Decode(byte[] bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(name);
        if (bytes.Length == 0)
        {
            throw PictureFault.Empty(name);
        }

        PictureStructure structure = PictureFormat.StructureOf(bytes);
        // Divided, since a header may claim sides whose product no long holds.
        if (structure.Width > NativeLibraries.MostPixels / Math.Max(1, structure.Height))
        {
            throw PictureFault.TooLarge(name, $"{structure.Width} x {structure.Height} pixels");
        }

        if (structure.Format is null || structure.Fault is not null)
        {
            throw PictureFault.Unusable(name, structure);
        }

        NativeLibraries.EnsureOpenCv();
        try
        {
            return Decode(structure.Format == "PNG" ? PngStructure.WithoutNotes(bytes) : bytes, structure.Format, name) ?? throw PictureFault.Unusable(name, structure);
        }
        catch (OpenCVException failure) when (failure.Message.Contains("MAX_IMAGE", StringComparison.Ordinal))
        {
            throw PictureFault.TooLarge(name, "too many pixels", failure);
        }
        catch (OpenCVException failure)
        {
            throw PictureFault.Undecoded(name, failure);
        }
    }

    private static RgbImage? Decode(byte[] bytes, string format, string name)
    {
        using Mat decoded = Cv2.ImDecode(bytes, ImreadModes.Color | ImreadModes.AnyDepth);
        if (decoded.Empty())
        {
            return format == "TIFF" ? FromGreyFloats(bytes, name) : null;
        }

        if (decoded.Type() == MatType.CV_8UC3)
        {
            return PixelMats.FromBgr(decoded);
        }

        if (decoded.Type() == MatType.CV_16UC3)
        {
            return FromHighBytes(decoded);
        }

        // OpenCV would stretch what the file holds from its least number to its largest.
        if (format == "TIFF")
        {
            return IsFloat(decoded) ? FromFloats(decoded, name) : throw PictureFault.NoLevels(name);
        }

        using Mat narrowed = Cv2.ImDecode(bytes, ImreadModes.Color);
        return narrowed.Empty() ? null : PixelMats.FromBgr(narrowed);
    }

    /// <summary>OpenCV's own narrowing takes the high byte for PNG and rounds for TIFF.</summary>
    private static unsafe RgbImage FromHighBytes(Mat deep)
    {
        (int width, int height) = (deep.Cols, deep.Rows);
        int row = 3 * width;
        byte[] pixels = new byte[checked(row * height)];
        for (int y = 0; y < height; y++)
        {
            var bgr = new ReadOnlySpan<ushort>((void*)deep.Ptr(y), row);
            Span<byte> rgb = pixels.AsSpan(y * row, row);
            for (int x = 0; x < row; x += 3)
            {
                rgb[x] = (byte)(bgr[x + 2] >> 8);
                rgb[x + 1] = (byte)(bgr[x + 1] >> 8);
                rgb[x + 2] = (byte)(bgr[x] >> 8);
            }
        }

        return new RgbImage(width, height, pixels);
    }

    private static bool IsFloat(Mat mat) => mat.Depth() is MatType.CV_32F or MatType.CV_64F;

    /// <summary>OpenCV does not repeat floating-point grey over three channels, and says no more than that it cannot decode it so.</summary>
    private static RgbImage? FromGreyFloats(byte[] bytes, string name)
    {
        using Mat grey = Cv2.ImDecode(bytes, ImreadModes.AnyColor | ImreadModes.AnyDepth);
        if (grey.Empty() || grey.Channels() != 1 || !IsFloat(grey))
        {
            return null;
        }

        using Mat colour = new();
        Cv2.Merge([grey, grey, grey], colour);
        return FromFloats(colour, name);
    }

    /// <summary>0 is black and 1 is white, as Adobe Photoshop TIFF Technical Note 3 has it.</summary>
    private static RgbImage FromFloats(Mat floats, string name)
    {
        using Mat wide = new();
        floats.ConvertTo(wide, MatType.CV_64F);
        using Mat flat = wide.Reshape(1);
        // Not a number is neither below nor above.
        if (!Cv2.CheckRange(flat, quiet: true, out _, 0, Math.BitIncrement(1.0)))
        {
            throw PictureFault.NoRange(name);
        }

        using Mat levels = new();
        wide.ConvertTo(levels, MatType.CV_8U, byte.MaxValue);
        return PixelMats.FromBgr(levels);
    }
}
