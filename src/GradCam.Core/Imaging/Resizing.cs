using OpenCvSharp;

namespace GradCam.Imaging;

/// <summary>Resizes with OpenCV's <c>INTER_LINEAR</c>: centres of pixels are aligned, edges repeated, nothing is letterboxed or smoothed first.</summary>
internal static class Resizing
{
    /// <summary>Resizes a picture, 8 bits a channel, as OpenCV rounds them; one that has the size is given back itself.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="width">The new width, 1 or more.</param>
    /// <param name="height">The new height, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    public static RgbImage Resize(RgbImage image, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if ((width, height) == (image.Width, image.Height))
        {
            return image;
        }

        var resized = new RgbImage(width, height, new byte[checked(3 * width * height)]);
        using Mat source = PixelMats.Over(image);
        using Mat target = PixelMats.Over(resized);
        Cv2.Resize(source, target, new Size(width, height), interpolation: InterpolationFlags.Linear);
        return resized;
    }

    /// <summary>Resizes one plane of float32 numbers.</summary>
    /// <param name="plane">[height, width], row-major.</param>
    /// <param name="width">The plane's width, 1 or more.</param>
    /// <param name="height">The plane's height, 1 or more.</param>
    /// <param name="newWidth">The new width, 1 or more.</param>
    /// <param name="newHeight">The new height, 1 or more.</param>
    /// <returns>[newHeight, newWidth], row-major, within the plane's own range but for rounding.</returns>
    /// <exception cref="ArgumentException">A side is below 1, or the plane's length does not fit its sides.</exception>
    public static float[] Resize(float[] plane, int width, int height, int newWidth, int newHeight)
    {
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(newWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(newHeight, 1);
        if (plane.LongLength != (long)width * height)
        {
            throw new ArgumentException($"a plane of {width} x {height} has {(long)width * height} numbers, not {plane.LongLength}", nameof(plane));
        }

        float[] resized = new float[checked(newWidth * newHeight)];
        using Mat source = PixelMats.Over(plane, width, height);
        using Mat target = PixelMats.Over(resized, newWidth, newHeight);
        Cv2.Resize(source, target, new Size(newWidth, newHeight), interpolation: InterpolationFlags.Linear);
        return resized;
    }
}
