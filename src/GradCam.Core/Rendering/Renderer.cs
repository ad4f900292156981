using GradCam.Imaging;

namespace GradCam.Rendering;

/// <summary>Draws masks and gradients as the original program does, in float32 up to the last step, which truncates to 8 bits.</summary>
/// <remarks>
/// <c>norm(v)</c> is: subtract the minimum over everything, divide by the maximum, times 255, truncated; of a constant, 0 everywhere.
/// </remarks>
internal static class Renderer
{
    // Plain loops: TensorPrimitives are compiled anew at each start, which takes longer than some pictures.
    private static readonly float[] Unit = [.. Enumerable.Range(0, 256).Select(level => level / 255f)];

    /// <summary>Colours of <c>uint8(255 * mask)</c>, truncated.</summary>
    /// <param name="mask">[height, width], 0..1; what rounding left outside is taken as the nearer end.</param>
    /// <param name="width">The width.</param>
    /// <param name="height">The height.</param>
    /// <param name="colormap">The colours. Default: the original program's.</param>
    /// <exception cref="ArgumentException">The mask's length does not fit the sides.</exception>
    public static RgbImage Heatmap(ReadOnlySpan<float> mask, int width, int height, Colormap colormap = Colormap.Jet)
    {
        CheckLength(mask, (long)width * height, nameof(mask));
        byte[] levels = new byte[mask.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = (byte)Math.Clamp(255f * mask[i], 0f, 255f);
        }

        return ColourTables.Apply(colormap, levels, width, height);
    }

    /// <summary>The heat map laid over the picture: <c>norm(heatmap / 255 + image / 255)</c>.</summary>
    /// <param name="image">The picture, in the mask's size.</param>
    /// <param name="mask">[image height, image width], 0..1.</param>
    /// <param name="colormap">The heat map's colours. Default: the original program's.</param>
    /// <exception cref="ArgumentException">The mask's length does not fit the picture.</exception>
    public static RgbImage Cam(RgbImage image, ReadOnlySpan<float> mask, Colormap colormap = Colormap.Jet)
    {
        ArgumentNullException.ThrowIfNull(image);
        byte[] heat = Heatmap(mask, image.Width, image.Height, colormap).Pixels;
        byte[] pixels = image.Pixels;
        (float minimum, float maximum) = (float.PositiveInfinity, float.NegativeInfinity);
        for (int i = 0; i < pixels.Length; i++)
        {
            float sum = Unit[heat[i]] + Unit[pixels[i]];
            minimum = Math.Min(minimum, sum);
            maximum = Math.Max(maximum, sum);
        }

        var scale = new Scale(minimum, maximum - minimum);
        byte[] levels = new byte[pixels.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = scale.Level(Unit[heat[i]] + Unit[pixels[i]]);
        }

        return new RgbImage(image.Width, image.Height, levels);
    }

    /// <summary>Guided gradients as colours: <c>norm(guided)</c>.</summary>
    /// <param name="guided">[3, height, width], any range.</param>
    /// <param name="width">The width.</param>
    /// <param name="height">The height.</param>
    /// <exception cref="ArgumentException">The gradients' length does not fit the sides.</exception>
    public static RgbImage Guided(ReadOnlySpan<float> guided, int width, int height)
    {
        CheckLength(guided, 3L * width * height, nameof(guided));
        int plane = width * height;
        byte[] pixels = new byte[guided.Length];
        Scale scale = Scale.Of(guided);
        for (int channel = 0; channel < 3; channel++)
        {
            ReadOnlySpan<float> values = guided.Slice(channel * plane, plane);
            for (int i = 0; i < values.Length; i++)
            {
                pixels[(3 * i) + channel] = scale.Level(values[i]);
            }
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>Guided gradients where the mask lets them through: <c>norm(guided * mask)</c>.</summary>
    /// <param name="guided">[3, height, width], any range.</param>
    /// <param name="mask">[height, width], 0..1: the Grad-CAM mask.</param>
    /// <param name="width">The width.</param>
    /// <param name="height">The height.</param>
    /// <exception cref="ArgumentException">A length does not fit the sides.</exception>
    public static RgbImage GuidedCam(ReadOnlySpan<float> guided, ReadOnlySpan<float> mask, int width, int height)
    {
        CheckLength(guided, 3L * width * height, nameof(guided));
        CheckLength(mask, (long)width * height, nameof(mask));
        float[] product = new float[guided.Length];
        for (int start = 0; start < product.Length; start += mask.Length)
        {
            for (int i = 0; i < mask.Length; i++)
            {
                product[start + i] = guided[start + i] * mask[i];
            }
        }

        return Guided(product, width, height);
    }

    /// <summary>Refuses numbers that do not fit the sides.</summary>
    internal static void CheckLength(ReadOnlySpan<float> values, long expected, string name)
    {
        if (values.Length != expected || expected == 0)
        {
            throw new ArgumentException($"The sides ask for {expected} numbers, not {values.Length}", name);
        }
    }

    private readonly record struct Scale(float Minimum, float Spread)
    {
        public static Scale Of(ReadOnlySpan<float> values)
        {
            (float minimum, float maximum) = (values[0], values[0]);
            foreach (float value in values)
            {
                minimum = Math.Min(minimum, value);
                maximum = Math.Max(maximum, value);
            }

            return new(minimum, maximum - minimum);
        }

        public byte Level(float value) => Spread == 0 ? (byte)0 : (byte)((value - Minimum) / Spread * 255f);
    }
}
