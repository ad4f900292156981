using OpenCvSharp;

namespace Shapes.Drawing;

/// <summary>A picture that is being painted: red, green and blue from 0 to 255, row-major and interleaved, not yet rounded.</summary>
internal sealed class Plane(int side)
{
    private const int FractionBits = 4;

    public int Side { get; } = side;

    public float[] Values { get; } = new float[side * side * 3];

    /// <summary>Mixes a colour in where <paramref name="cover"/> (one value a pixel, 0 to 255) says so.</summary>
    public void Mix(byte[] cover, float[] colour, float strength = 1)
    {
        for (int i = 0; i < cover.Length; i++)
        {
            if (cover[i] != 0)
            {
                float share = cover[i] * strength / 255;
                for (int c = 0; c < 3; c++)
                {
                    ref float value = ref Values[i * 3 + c];
                    value += (colour[c] - value) * share;
                }
            }
        }
    }

    /// <summary>The pixels, rounded and kept within 0 to 255.</summary>
    public byte[] Bytes() => Array.ConvertAll(Values, value => (byte)Math.Clamp(value + 0.5f, 0, 255));

    /// <summary>How much of each pixel lies within closed polygons, 0 to 255; a point within two of them is outside.</summary>
    public byte[] Cover(IReadOnlyList<IReadOnlyList<Point>> contours, double blur = 0)
    {
        const int Finer = 4;
        return Painted(contours.SelectMany(contour => contour), Finer, blur, reach: 3 * blur, (fine, place) => Cv2.FillPoly(
            fine, contours.Select(contour => contour.Select(place)), Scalar.White, LineTypes.Link8, FractionBits));
    }

    /// <summary>How much of each pixel a line covers, 0 to 255.</summary>
    public byte[] Line(IReadOnlyList<Point> points, int width, double blur) =>
        Painted(points, finer: 1, blur, reach: 3 * blur + width, (drawn, place) => Cv2.Polylines(
            drawn, [points.Select(place)], isClosed: false, Scalar.White, width, LineTypes.AntiAlias, FractionBits));

    /// <summary>Paints on no more of the picture than the points and a blur about them need.</summary>
    private byte[] Painted(IEnumerable<Point> points, int finer, double blur, double reach, Action<Mat, Func<Point, OpenCvSharp.Point>> paint)
    {
        var cover = new byte[Side * Side];
        int margin = (int)Math.Ceiling(reach) + 3;
        (int left, int right) = Range(points.Select(p => p.X), margin);
        (int top, int bottom) = Range(points.Select(p => p.Y), margin);
        if (left >= right || top >= bottom)
        {
            return cover;
        }

        using var fine = new Mat((bottom - top) * finer, (right - left) * finer, MatType.CV_8UC1, Scalar.Black);
        // OpenCV's coordinates name the centres of pixels.
        paint(fine, p => new OpenCvSharp.Point(
            (int)Math.Round(((p.X - left) * finer - 0.5) * (1 << FractionBits)),
            (int)Math.Round(((p.Y - top) * finer - 0.5) * (1 << FractionBits))));
        using var small = new Mat();
        Cv2.Resize(fine, small, new Size(right - left, bottom - top), interpolation: InterpolationFlags.Area);
        if (blur > 0)
        {
            Cv2.GaussianBlur(small, small, new Size(), blur);
        }

        small.GetArray(out byte[] painted);
        for (int y = top; y < bottom; y++)
        {
            painted.AsSpan((y - top) * (right - left), right - left).CopyTo(cover.AsSpan(y * Side + left));
        }

        return cover;
    }

    private (int From, int To) Range(IEnumerable<double> along, int margin)
    {
        double[] all = [.. along];
        return (Math.Max(0, (int)Math.Floor(all.Min()) - margin), Math.Min(Side, (int)Math.Ceiling(all.Max()) + margin));
    }
}
