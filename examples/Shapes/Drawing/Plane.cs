using OpenCvSharp;

namespace Shapes.Drawing;

/// <summary>A picture that is being painted: red, green and blue from 0 to 255, row-major and interleaved, not yet rounded.</summary>
internal sealed class Plane(int side)
{
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
    public byte[] Cover(IEnumerable<IEnumerable<Point>> contours, double blur = 0)
    {
        const int Finer = 4, FractionBits = 4;
        using var fine = new Mat(Side * Finer, Side * Finer, MatType.CV_8UC1, Scalar.Black);
        // OpenCV's coordinates name the centres of pixels, and it fills the pixels on the edge too: half a fine pixel.
        Cv2.FillPoly(
            fine,
            contours.Select(contour => contour.Select(p => Fixed(p, Finer, FractionBits))),
            Scalar.White,
            LineTypes.Link8,
            FractionBits);
        return Shrunk(fine, blur);
    }

    /// <summary>How much of each pixel a line covers, 0 to 255.</summary>
    public byte[] Line(IEnumerable<Point> points, int width, double blur)
    {
        const int FractionBits = 4;
        using var drawn = new Mat(Side, Side, MatType.CV_8UC1, Scalar.Black);
        Cv2.Polylines(drawn, [points.Select(p => Fixed(p, 1, FractionBits))], isClosed: false, Scalar.White, width, LineTypes.AntiAlias, FractionBits);
        return Shrunk(drawn, blur);
    }

    private static OpenCvSharp.Point Fixed(Point p, int finer, int fractionBits) => new(
        (int)Math.Round((p.X * finer - 0.5) * (1 << fractionBits)),
        (int)Math.Round((p.Y * finer - 0.5) * (1 << fractionBits)));

    private byte[] Shrunk(Mat drawn, double blur)
    {
        using var small = new Mat();
        Cv2.Resize(drawn, small, new Size(Side, Side), interpolation: InterpolationFlags.Area);
        if (blur > 0)
        {
            Cv2.GaussianBlur(small, small, new Size(), blur);
        }

        small.GetArray(out byte[] cover);
        return cover;
    }
}
