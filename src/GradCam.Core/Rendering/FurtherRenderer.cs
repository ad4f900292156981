using GradCam.Imaging;
using GradCam.Maps;

namespace GradCam.Rendering;

/// <summary>Draws what the original program does not: overlays by share, parts, signed numbers and boxes.</summary>
internal static class FurtherRenderer
{
    /// <summary>Signed pictures show their full colour from this percentile of the sizes on, in per cent.</summary>
    public const int ClipPercentile = 99;

    // A box shows on light and dark ground: white between two dark lines.
    private const byte BoxLight = 255, BoxDark = 0;

    // About as light as each other, and told apart by eyes that do not tell red from green.
    private static readonly float[] For = [190, 0, 20], Against = [0, 50, 190];

    /// <summary>The heat map mixed with the picture, rounded.</summary>
    /// <param name="image">The picture, in the mask's size.</param>
    /// <param name="mask">[image height, image width], 0..1.</param>
    /// <param name="share">The heat map's share, 0 to 1.</param>
    /// <param name="colormap">The heat map's colours.</param>
    /// <exception cref="ArgumentException">The mask's length does not fit the picture.</exception>
    public static RgbImage Mixed(RgbImage image, ReadOnlySpan<float> mask, float share, Colormap colormap)
    {
        ArgumentNullException.ThrowIfNull(image);
        byte[] heat = Renderer.Heatmap(mask, image.Width, image.Height, colormap).Pixels;
        byte[] under = image.Pixels, pixels = new byte[under.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)((heat[i] * share) + (under[i] * (1 - share)) + 0.5f);
        }

        return new RgbImage(image.Width, image.Height, pixels);
    }

    /// <summary>The strongest part of each place in its colour, laid over the picture as strongly as the part is there.</summary>
    /// <param name="image">The picture, in the parts' size.</param>
    /// <param name="parts">[count, image height, image width], not negative.</param>
    /// <param name="count">The number of parts, 1 or more: their colours stand evenly in the colour map.</param>
    /// <param name="colormap">The colours.</param>
    /// <exception cref="ArgumentException">The parts' length does not fit the picture.</exception>
    public static RgbImage Parts(RgbImage image, ReadOnlySpan<float> parts, int count, Colormap colormap)
    {
        ArgumentNullException.ThrowIfNull(image);
        int plane = image.Width * image.Height;
        Renderer.CheckLength(parts, (long)count * plane, nameof(parts));
        byte[] colours = ColourTables.Apply(colormap, [.. Enumerable.Range(0, count).Select(part => (byte)(255 * part / Math.Max(count - 1, 1)))], count, 1).Pixels;
        float largest = 0;
        foreach (float part in parts)
        {
            largest = Math.Max(largest, part);
        }

        byte[] under = image.Pixels, pixels = new byte[under.Length];
        for (int i = 0; i < plane; i++)
        {
            int strongest = 0;
            for (int part = 1; part < count; part++)
            {
                strongest = parts[(part * plane) + i] > parts[(strongest * plane) + i] ? part : strongest;
            }

            float strength = largest > 0 ? Math.Max(parts[(strongest * plane) + i] / largest, 0) : 0;
            for (int channel = 0; channel < 3; channel++)
            {
                int at = (3 * i) + channel;
                pixels[at] = (byte)((colours[(3 * strongest) + channel] * strength) + (under[at] * (1 - strength)));
            }
        }

        return new RgbImage(image.Width, image.Height, pixels);
    }

    /// <summary>
    /// The sum over the colours of each pixel: white at 0, red where it speaks for the score and blue where against it. The colour is full from the 99th
    /// percentile of the sums' sizes on: a few outliers would leave all else white.
    /// </summary>
    /// <param name="values">[3, height, width], any range.</param>
    /// <param name="width">The width.</param>
    /// <param name="height">The height.</param>
    /// <exception cref="ArgumentException">The numbers do not fit the sides.</exception>
    public static RgbImage Signed(ReadOnlySpan<float> values, int width, int height)
    {
        Renderer.CheckLength(values, 3L * width * height, nameof(values));
        int plane = width * height;
        float[] sums = new float[plane];
        for (int i = 0; i < plane; i++)
        {
            sums[i] = values[i] + values[plane + i] + values[(2 * plane) + i];
        }

        float limit = Percentile.OfSizes(sums, ClipPercentile);
        byte[] pixels = new byte[3 * plane];
        for (int i = 0; i < plane; i++)
        {
            // All but a few sums may be 0: those few are drawn in full then.
            float strength = sums[i] == 0 ? 0 : limit > 0 ? Math.Min(Math.Abs(sums[i]) / limit, 1) : 1;
            float[] end = sums[i] > 0 ? For : Against;
            for (int channel = 0; channel < 3; channel++)
            {
                pixels[(3 * i) + channel] = (byte)(255 + ((end[channel] - 255) * strength) + 0.5f);
            }
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>Boxes as frames over a picture: white, with a dark line on either side.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="boxes">The boxes, in its pixels; what lies outside is left out.</param>
    public static RgbImage Framed(RgbImage image, IReadOnlyList<MapBox> boxes)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (boxes.Count == 0)
        {
            return image;
        }

        var framed = new RgbImage(image.Width, image.Height, [.. image.Pixels]);
        // As wide on a large picture as on one of the usual input, relative to its side.
        int line = Math.Max(1, (int)Math.Round(Math.Max(image.Width, image.Height) / 224.0));
        foreach (MapBox box in boxes)
        {
            Frame(framed, box, line, line, BoxDark);
            Frame(framed, box, -(2 * line), line, BoxDark);
        }

        foreach (MapBox box in boxes)
        {
            Frame(framed, box, -line, 2 * line, BoxLight);
        }

        return framed;
    }

    /// <summary>A frame of a width that begins so far inside a box's edges: outside where that is negative.</summary>
    private static void Frame(RgbImage image, MapBox box, int inset, int width, byte level)
    {
        (int left, int top, int right, int bottom) = (box.X + inset, box.Y + inset, box.X + box.Width - inset, box.Y + box.Height - inset);
        for (int y = Math.Max(top, 0); y < Math.Min(bottom, image.Height); y++)
        {
            bool isLevel = y < top + width || y >= bottom - width;
            for (int x = Math.Max(left, 0); x < Math.Min(right, image.Width); x++)
            {
                if (isLevel || x < left + width || x >= right - width)
                {
                    image.Pixels.AsSpan(3 * ((y * image.Width) + x), 3).Fill(level);
                }
            }
        }
    }
}
