namespace GradCam.Imaging;

/// <summary>
/// Enlarges a coarse map by the cubic B-spline over its numbers: smooth, and round around a single high one, where linear interpolation draws a diamond.
/// The numbers are the spline's weights, not its values: it does not pass through them, and never leaves their range.
/// </summary>
internal static class SplineResizing
{
    private const int TapCount = 4;

    /// <summary>Resizes one plane of float32 numbers; centres of pixels are aligned and edges repeated, as in <see cref="Resizing"/>.</summary>
    /// <param name="plane">[height, width], row-major.</param>
    /// <param name="width">The plane's width, 1 or more.</param>
    /// <param name="height">The plane's height, 1 or more.</param>
    /// <param name="newWidth">The new width, 1 or more.</param>
    /// <param name="newHeight">The new height, 1 or more.</param>
    /// <returns>[newHeight, newWidth], row-major.</returns>
    public static float[] Resize(ReadOnlySpan<float> plane, int width, int height, int newWidth, int newHeight)
    {
        Taps[] columns = TapsOf(width, newWidth), rows = TapsOf(height, newHeight);
        float[] wide = new float[checked(height * newWidth)];
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<float> line = plane.Slice(y * width, width);
            for (int x = 0; x < newWidth; x++)
            {
                wide[(y * newWidth) + x] = columns[x].Of(line, 1, 0);
            }
        }

        float[] resized = new float[checked(newWidth * newHeight)];
        for (int y = 0; y < newHeight; y++)
        {
            for (int x = 0; x < newWidth; x++)
            {
                resized[(y * newWidth) + x] = rows[y].Of(wide, newWidth, x);
            }
        }

        return resized;
    }

    private static Taps[] TapsOf(int length, int newLength)
    {
        var taps = new Taps[newLength];
        for (int i = 0; i < newLength; i++)
        {
            double centre = ((i + 0.5) * length / newLength) - 0.5;
            int first = (int)Math.Floor(centre) - 1;
            int[] places = new int[TapCount];
            for (int tap = 0; tap < TapCount; tap++)
            {
                places[tap] = Math.Clamp(first + tap, 0, length - 1);
            }

            taps[i] = new Taps(places, WeightsAt(centre - Math.Floor(centre)));
        }

        return taps;
    }

    /// <summary>The four pieces of the cubic B-spline at a place between two numbers, 0 to 1; they add up to 1.</summary>
    private static float[] WeightsAt(double place)
    {
        double other = 1 - place;
        return
        [
            (float)(other * other * other / 6),
            (float)(((3 * place * place * place) - (6 * place * place) + 4) / 6),
            (float)(((3 * other * other * other) - (6 * other * other) + 4) / 6),
            (float)(place * place * place / 6),
        ];
    }

    private readonly record struct Taps(int[] Places, float[] Weights)
    {
        public float Of(ReadOnlySpan<float> values, int stride, int offset)
        {
            float sum = 0;
            for (int tap = 0; tap < TapCount; tap++)
            {
                sum += Weights[tap] * values[(Places[tap] * stride) + offset];
            }

            return sum;
        }
    }
}
