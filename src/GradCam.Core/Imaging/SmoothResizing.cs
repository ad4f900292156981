namespace GradCam.Imaging;

/// <summary>
/// Resizes as Pillow's <c>Image.resize</c>, which torchvision's evaluation uses: the filter is as wide as the pixels of the smaller
/// picture, so that shrinking smooths, and each of the two passes rounds to 8 bits. Equal to the bit to Pillow 9.4.
/// </summary>
internal static class SmoothResizing
{
    /// <summary>Bits behind the point of a weight: with 8 bits of level and 2 for the sum, an int holds them.</summary>
    private const int Precision = 32 - 8 - 2;

    /// <summary>Resizes a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="width">The new width, 1 or more.</param>
    /// <param name="height">The new height, 1 or more.</param>
    /// <param name="interpolation">The filter.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    public static RgbImage Resize(RgbImage image, int width, int height, Interpolation interpolation) =>
        Resize(image, width, height, interpolation, 0, 0, width, height);

    /// <summary>Computes a window of the resized picture alone: a thin picture, resized by its shorter side, would not fit into memory.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="width">The new width of the whole picture, 1 or more.</param>
    /// <param name="height">The new height of the whole picture, 1 or more.</param>
    /// <param name="interpolation">The filter.</param>
    /// <param name="left">The first column of the window.</param>
    /// <param name="top">The first row of the window.</param>
    /// <param name="windowWidth">Columns of the window, 1 or more.</param>
    /// <param name="windowHeight">Rows of the window, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or the window reaches outside the picture.</exception>
    public static RgbImage Resize(
        RgbImage image, int width, int height, Interpolation interpolation, int left, int top, int windowWidth, int windowHeight)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(windowWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(windowHeight, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(left);
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(left, width - windowWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(top, height - windowHeight);
        Taps[] columns = TapsOf(image.Width, width, left, windowWidth, interpolation);
        Taps[] rows = TapsOf(image.Height, height, top, windowHeight, interpolation);

        // Rows that no row of the window reads are left out.
        int first = rows.Min(row => row.First), count = rows.Max(row => row.First + row.Weights.Length) - first;
        byte[] across = new byte[checked(3 * windowWidth * count)];
        Parallel.For(0, count, y => Across(image.Pixels.AsSpan(3 * image.Width * (first + y), 3 * image.Width), columns, across.AsSpan(3 * windowWidth * y)));
        byte[] pixels = new byte[checked(3 * windowWidth * windowHeight)];
        Parallel.For(0, windowHeight, y => Down(across, 3 * windowWidth, rows[y], first, pixels.AsSpan(3 * windowWidth * y, 3 * windowWidth)));
        return new RgbImage(windowWidth, windowHeight, pixels);
    }

    private static void Across(ReadOnlySpan<byte> line, Taps[] columns, Span<byte> result)
    {
        for (int x = 0; x < columns.Length; x++)
        {
            int[] weights = columns[x].Weights;
            int at = 3 * columns[x].First, red = 1 << (Precision - 1), green = red, blue = red;
            foreach (int weight in weights)
            {
                red += weight * line[at];
                green += weight * line[at + 1];
                blue += weight * line[at + 2];
                at += 3;
            }

            (result[3 * x], result[3 * x + 1], result[3 * x + 2]) = (Level(red), Level(green), Level(blue));
        }
    }

    private static void Down(byte[] lines, int stride, Taps row, int first, Span<byte> result)
    {
        for (int i = 0; i < stride; i++)
        {
            int at = (row.First - first) * stride + i, sum = 1 << (Precision - 1);
            foreach (int weight in row.Weights)
            {
                sum += weight * lines[at];
                at += stride;
            }

            result[i] = Level(sum);
        }
    }

    private static byte Level(int sum) => (byte)Math.Clamp(sum >> Precision, 0, 255);

    private static Taps[] TapsOf(int from, int to, int start, int count, Interpolation interpolation)
    {
        double scale = (double)from / to, stretch = Math.Max(scale, 1), support = stretch * (interpolation == Interpolation.Bicubic ? 2 : 1);
        return [.. Enumerable.Range(start, count).Select(i =>
        {
            double centre = (i + 0.5) * scale;
            int first = Math.Max((int)(centre - support + 0.5), 0), end = Math.Min((int)(centre + support + 0.5), from);
            double[] weights = [.. Enumerable.Range(first, end - first).Select(x => Weight((x - centre + 0.5) / stretch, interpolation))];
            double sum = weights.Sum();
            return new Taps(first, [.. weights.Select(weight => (int)Math.Round(weight / sum * (1 << Precision), MidpointRounding.AwayFromZero))]);
        })];
    }

    private static double Weight(double distance, Interpolation interpolation)
    {
        const double A = -0.5;
        double x = Math.Abs(distance);
        return (interpolation, x) switch
        {
            (Interpolation.Bilinear, < 1) => 1 - x,
            (Interpolation.Bicubic, < 1) => ((A + 2) * x - (A + 3)) * x * x + 1,
            (Interpolation.Bicubic, < 2) => (((x - 5) * x + 8) * x - 4) * A,
            _ => 0,
        };
    }

    /// <summary>The pixels of a line that make one new pixel, and their weights.</summary>
    private readonly record struct Taps(int First, int[] Weights);
}
