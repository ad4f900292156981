namespace Shapes.Drawing;

/// <summary>A point of the plane, in pixels or in units of a shape; y points down.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Down.</param>
public readonly record struct Point(double X, double Y)
{
    /// <summary>The distance from the origin.</summary>
    public double Length => Math.Sqrt(X * X + Y * Y);

    /// <summary>The point at a distance and an angle, in radians, from the origin.</summary>
    public static Point At(double distance, double angle) => new(distance * Math.Cos(angle), distance * Math.Sin(angle));

    /// <summary>The point turned about the origin, by radians.</summary>
    public Point Turned(double angle) =>
        new(X * Math.Cos(angle) - Y * Math.Sin(angle), X * Math.Sin(angle) + Y * Math.Cos(angle));

    /// <summary>The sum, by coordinate.</summary>
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    /// <summary>The difference, by coordinate.</summary>
    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    /// <summary>The point farther from the origin by a factor.</summary>
    public static Point operator *(Point a, double factor) => new(a.X * factor, a.Y * factor);
}
