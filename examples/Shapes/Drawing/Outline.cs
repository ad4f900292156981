namespace Shapes.Drawing;

/// <summary>
/// A shape's outline about its centroid, with an area of 1: at one scale every class covers the same area, so area tells nothing.
/// </summary>
public sealed class Outline
{
    private const int Round = 96;

    private static readonly Outline[] Outlines = [.. ShapeKinds.All.Select(kind => new Outline(Draw(kind)))];

    private Outline(Point[][] contours)
    {
        (double area, Point centre) = Centroid(contours);
        double scale = 1 / Math.Sqrt(area);
        Contours = [.. contours.Select(contour => contour.Select(p => (p - centre) * scale).ToArray())];
        Radius = Contours[0].Max(p => p.Length);
        Extent = Contours[0].Max(p => Contours[0].Max(q => (p - q).Length));
    }

    /// <summary>The largest <see cref="Radius"/> of any class.</summary>
    public static double LargestRadius { get; } = Outlines.Max(outline => outline.Radius);

    /// <summary>The largest <see cref="Extent"/> of any class.</summary>
    public static double LargestExtent { get; } = Outlines.Max(outline => outline.Extent);

    /// <summary>The smallest <see cref="Extent"/> of any class.</summary>
    public static double SmallestExtent { get; } = Outlines.Min(outline => outline.Extent);

    /// <summary>Closed polygons, the outer one first; a point in two of them is in a hole.</summary>
    public IReadOnlyList<IReadOnlyList<Point>> Contours { get; }

    /// <summary>The distance from the centroid to the farthest point.</summary>
    public double Radius { get; }

    /// <summary>The largest distance of two points.</summary>
    public double Extent { get; }

    /// <summary>The outline of a class.</summary>
    public static Outline Of(ShapeKind kind) => Outlines[(int)kind];

    private static Point[][] Draw(ShapeKind kind) => kind switch
    {
        ShapeKind.Circle => [Arc(1, 0, 2 * Math.PI)],
        ShapeKind.Square => [[new(-1, -1), new(1, -1), new(1, 1), new(-1, 1)]],
        ShapeKind.Triangle => [Corners(3, 1, 1)],
        ShapeKind.Star => [Corners(5, 1, 0.45)],
        ShapeKind.Heart => [Heart()],
        ShapeKind.Cross => [Cross(0.33)],
        ShapeKind.Crescent => [Crescent(hollow: 0.85, shift: 0.55)],
        ShapeKind.Ring => [Arc(1, 0, 2 * Math.PI), Arc(0.55, 0, -2 * Math.PI)],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static Point[] Arc(double radius, double from, double to, Point centre = default) =>
        [.. Enumerable.Range(0, Round).Select(i => centre + Point.At(radius, from + (to - from) * i / Round))];

    private static Point[] Corners(int count, double outer, double inner) =>
        [.. Enumerable.Range(0, 2 * count).Select(i => Point.At(i % 2 == 0 ? outer : inner * (inner < 1 ? 1 : Math.Cos(Math.PI / count)), Math.PI * i / count))];

    private static Point[] Heart() => [.. Enumerable.Range(0, Round).Select(i =>
    {
        double t = 2 * Math.PI * i / Round;
        return new Point(16 * Math.Pow(Math.Sin(t), 3), -(13 * Math.Cos(t) - 5 * Math.Cos(2 * t) - 2 * Math.Cos(3 * t) - Math.Cos(4 * t)));
    })];

    private static Point[] Cross(double arm) =>
    [
        new(-arm, -1), new(arm, -1), new(arm, -arm), new(1, -arm), new(1, arm), new(arm, arm),
        new(arm, 1), new(-arm, 1), new(-arm, arm), new(-1, arm), new(-1, -arm), new(-arm, -arm),
    ];

    private static Point[] Crescent(double hollow, double shift)
    {
        double x = (1 - hollow * hollow + shift * shift) / (2 * shift);
        double outer = Math.Acos(x);
        double inner = Math.Acos((x - shift) / hollow);
        return
        [
            .. Arc(1, outer, 2 * Math.PI - outer),
            .. Arc(hollow, 2 * Math.PI - inner, inner, new Point(shift, 0)),
        ];
    }

    private static (double Area, Point Centre) Centroid(Point[][] contours)
    {
        double area = 0;
        Point centre = default;
        foreach (Point[] contour in contours)
        {
            for (int i = 0; i < contour.Length; i++)
            {
                Point p = contour[i], q = contour[(i + 1) % contour.Length];
                double cross = p.X * q.Y - q.X * p.Y;
                area += cross / 2;
                centre += (p + q) * (cross / 6);
            }
        }

        return (Math.Abs(area), centre * (1 / area));
    }
}
