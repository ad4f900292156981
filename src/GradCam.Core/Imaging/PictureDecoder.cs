using GradCam.Native;
using OpenCvSharp;

namespace GradCam.Imaging;

/// <summary>Decodes picture files by their content, whatever their name ends in.</summary>
/// <remarks>
/// Grey is repeated over three channels, alpha is dropped, EXIF orientation is applied, of 16 bits a channel the high byte counts, of an
/// animation the first frame. JPEG, PNG, BMP, WebP, TIFF, GIF and whatever else OpenCV reads. A JPEG file whose compressed data is damaged
/// in its middle decodes to what libjpeg makes of it.
/// </remarks>
public static class PictureDecoder
{
    private const string Formats = "give a JPEG, PNG, BMP, WebP, TIFF or GIF file";

    /// <summary>Reads and decodes a file.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="PictureException">
    /// It is missing, a folder, unreadable, empty, not a picture, truncated, damaged, or over <see cref="NativeLibraries.MostPixels"/>.
    /// </exception>
    /// <exception cref="NativeLibraryException">OpenCV cannot be loaded.</exception>
    public static RgbImage Decode(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
        {
            throw new PictureException($"The picture '{path}' is a folder and cannot be decoded: give the path of one picture file.");
        }

        try
        {
            return Decode(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            throw new PictureException($"The picture '{path}' does not exist: check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new PictureException($"The picture '{path}' cannot be read ({e.Message.ReplaceLineEndings(" ")}): check the file and its permissions.", e);
        }
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
            throw new PictureException($"The picture '{name}' is empty (0 bytes) and cannot be decoded: {Formats}.");
        }

        PictureStructure structure = PictureStructure.Of(bytes);
        // Divided, since a header may claim sides whose product no long holds.
        if (structure.Width > NativeLibraries.MostPixels / Math.Max(1, structure.Height))
        {
            throw TooLarge(name, $"{structure.Width} x {structure.Height} pixels");
        }

        if (structure.Fault is not null)
        {
            throw Unusable(name, structure);
        }

        NativeLibraries.EnsureOpenCv();
        try
        {
            return Decode(bytes) ?? throw Unusable(name, structure);
        }
        catch (OpenCVException e) when (e.Message.Contains("MAX_IMAGE", StringComparison.Ordinal))
        {
            throw TooLarge(name, "too many pixels", e);
        }
        catch (OpenCVException e)
        {
            throw new PictureException($"The picture '{name}' cannot be decoded ({e.Message.ReplaceLineEndings(" ")}): {Formats}.", e);
        }
    }

    private static RgbImage? Decode(byte[] bytes)
    {
        using Mat decoded = Cv2.ImDecode(bytes, ImreadModes.Color | ImreadModes.AnyDepth);
        if (decoded.Empty())
        {
            return null;
        }

        if (decoded.Type() == MatType.CV_8UC3)
        {
            return PixelMats.FromBgr(decoded);
        }

        if (decoded.Type() == MatType.CV_16UC3)
        {
            return FromHighBytes(decoded);
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

    private static PictureException Unusable(string name, PictureStructure structure) =>
        structure.Format is null
            ? new($"The picture '{name}' is not a picture that can be decoded: {Formats}.")
            : new($"The picture '{name}' cannot be decoded: this {structure.Format} file is {structure.Fault ?? "truncated or damaged"}; get it again from its source.");

    private static PictureException TooLarge(string name, string size, Exception? inner = null) =>
        new($"The picture '{name}' has {size}, and over {NativeLibraries.MostPixels / 1_000_000} megapixels are not decoded: scale it down first.", inner);
}
