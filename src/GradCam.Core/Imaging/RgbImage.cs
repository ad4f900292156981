namespace GradCam.Imaging;

/// <summary>A picture: rows from the top, pixels from the left, red, green and blue of each side by side, 8 bits a channel.</summary>
public sealed class RgbImage
{
    /// <summary>Wraps an array as a picture; it is not copied.</summary>
    /// <param name="width">Pixels a row, 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="pixels">The channels, <c>3 * width * height</c> bytes, 0..255.</param>
    /// <exception cref="ArgumentException">The sides are not positive, or the array's length does not fit them.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != 3L * width * height)
        {
            throw new ArgumentException($"a picture of {width} x {height} has {3L * width * height} bytes, not {pixels.LongLength}", nameof(pixels));
        }

        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>Pixels a row, 1 or more.</summary>
    public int Width { get; }

    /// <summary>Rows, 1 or more.</summary>
    public int Height { get; }

    /// <summary>The channels, row-major, red, green and blue interleaved, <c>3 * Width * Height</c> bytes, 0..255; the picture's own array.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1819", Justification = "The array is the picture; copies would cost what the type is for")]
    public byte[] Pixels { get; }
}
