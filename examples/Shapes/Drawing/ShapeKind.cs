namespace Shapes.Drawing;

/// <summary>The eight classes, in the order of the network's outputs; told apart by their outline alone.</summary>
public enum ShapeKind
{
    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A square.</summary>
    Square,

    /// <summary>An equilateral triangle.</summary>
    Triangle,

    /// <summary>A star of five points.</summary>
    Star,

    /// <summary>A heart.</summary>
    Heart,

    /// <summary>A cross of four equal arms.</summary>
    Cross,

    /// <summary>A disc without another disc that reaches over its edge.</summary>
    Crescent,

    /// <summary>A disc without its middle; the hole is no part of the object.</summary>
    Ring,
}
