using GradCam.Maps;

namespace GradCam.Networks;

/// <summary>
/// The rectangle of a picture that a network's square input shows, in the picture's pixels from its upper left corner. It may end
/// between two pixels, and outside the picture where the input is padded.
/// </summary>
/// <param name="PictureWidth">Pixels a row of the picture, 1 or more.</param>
/// <param name="PictureHeight">Rows of the picture, 1 or more.</param>
/// <param name="Left">Where the rectangle begins, from the left.</param>
/// <param name="Top">Where the rectangle begins, from the top.</param>
/// <param name="Width">The rectangle's width, above 0.</param>
/// <param name="Height">The rectangle's height, above 0.</param>
public sealed record InputFrame(int PictureWidth, int PictureHeight, double Left, double Top, double Width, double Height)
{
    /// <summary>The frame of an input that shows the whole picture and nothing else.</summary>
    public static InputFrame Whole(int pictureWidth, int pictureHeight) =>
        new(pictureWidth, pictureHeight, 0, 0, pictureWidth, pictureHeight);

    /// <summary>Whether the input shows the whole picture and nothing else.</summary>
    public bool IsWhole => this == Whole(PictureWidth, PictureHeight);

    /// <summary>Where a point of the input lies in the picture.</summary>
    /// <param name="x">Pixels of the input from its left edge; a pixel's centre is half a pixel from its edges.</param>
    /// <param name="y">Pixels of the input from its upper edge.</param>
    /// <param name="inputSize">Side of the input in pixels.</param>
    public (double X, double Y) ToPicture(double x, double y, int inputSize) =>
        (Left + x * Width / inputSize, Top + y * Height / inputSize);

    /// <summary>A box of the input in whole pixels of the picture, at least one each way; null where it lies outside the picture.</summary>
    /// <param name="box">The box, in pixels of the input.</param>
    /// <param name="inputSize">Side of the input in pixels.</param>
    internal MapBox? LayOnPicture(MapBox box, int inputSize)
    {
        (double left, double top) = ToPicture(box.X, box.Y, inputSize);
        (double right, double bottom) = ToPicture(box.X + box.Width, box.Y + box.Height, inputSize);
        if (right <= 0 || bottom <= 0 || left >= PictureWidth || top >= PictureHeight)
        {
            return null;
        }

        (int x, int y) = (Clamp(left, PictureWidth - 1), Clamp(top, PictureHeight - 1));
        return new MapBox(x, y, Math.Max(Clamp(right, PictureWidth) - x, 1), Math.Max(Clamp(bottom, PictureHeight) - y, 1));

        static int Clamp(double edge, int most) => (int)Math.Clamp(Math.Round(edge), 0, most);
    }

    /// <summary>Where a point of the picture lies in the input, perhaps outside of it; the reverse of <see cref="ToPicture"/>.</summary>
    /// <param name="x">Pixels of the picture from its left edge.</param>
    /// <param name="y">Pixels of the picture from its upper edge.</param>
    /// <param name="inputSize">Side of the input in pixels.</param>
    public (double X, double Y) ToInput(double x, double y, int inputSize) =>
        ((x - Left) * inputSize / Width, (y - Top) * inputSize / Height);

    /// <summary>Lays numbers of the input's pixels on the picture's, linearly between the centres of four.</summary>
    /// <param name="plane">[inputSize, inputSize], row-major.</param>
    /// <param name="inputSize">Side of the input in pixels.</param>
    /// <returns>[PictureHeight, PictureWidth], row-major; 0 where the input does not show the picture.</returns>
    /// <exception cref="ArgumentException">The plane's length does not fit its side.</exception>
    public float[] LayOnPicture(float[] plane, int inputSize)
    {
        ArgumentNullException.ThrowIfNull(plane);
        if (plane.LongLength != (long)inputSize * inputSize)
        {
            throw new ArgumentException($"a plane of {inputSize} x {inputSize} has {(long)inputSize * inputSize} numbers, not {plane.LongLength}", nameof(plane));
        }

        Sample[] columns = Samples(PictureWidth, x => ToInput(x, 0, inputSize).X, inputSize);
        Sample[] rows = Samples(PictureHeight, y => ToInput(0, y, inputSize).Y, inputSize);
        float[] laid = new float[checked(PictureWidth * PictureHeight)];
        for (int y = 0; y < PictureHeight; y++)
        {
            if (!rows[y].IsInside)
            {
                continue;
            }

            ReadOnlySpan<float> upper = plane.AsSpan(rows[y].First * inputSize, inputSize), lower = plane.AsSpan(rows[y].Second * inputSize, inputSize);
            Span<float> line = laid.AsSpan(y * PictureWidth, PictureWidth);
            for (int x = 0; x < PictureWidth; x++)
            {
                Sample column = columns[x];
                if (column.IsInside)
                {
                    line[x] = float.Lerp(
                        float.Lerp(upper[column.First], upper[column.Second], column.Share),
                        float.Lerp(lower[column.First], lower[column.Second], column.Share), rows[y].Share);
                }
            }
        }

        return laid;
    }

    private static Sample[] Samples(int count, Func<double, double> toInput, int inputSize) =>
        [.. Enumerable.Range(0, count).Select(i => Sample.At(toInput(i + 0.5), inputSize))];

    /// <summary>The two pixels of a line next to a point, and the share of the second; the line's ends are repeated.</summary>
    private readonly record struct Sample(int First, int Second, float Share, bool IsInside)
    {
        public static Sample At(double point, int length)
        {
            double centre = Math.Clamp(point - 0.5, 0, length - 1);
            int first = (int)centre;
            return new Sample(first, Math.Min(first + 1, length - 1), (float)(centre - first), point >= 0 && point <= length);
        }
    }
}
