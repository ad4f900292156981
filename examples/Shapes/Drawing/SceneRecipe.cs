namespace Shapes.Drawing;

/// <summary>What scenes are drawn of: the laws that chance follows.</summary>
public sealed record SceneRecipe
{
    /// <summary>Scenes as the network is measured on: 224 pixels, one to four objects of one class, everything else at chance.</summary>
    public static SceneRecipe Full { get; } = new();

    /// <summary>The side of the square picture, in pixels. Default: 224.</summary>
    public int Side { get; init; } = 224;

    /// <summary>The square root of the smallest object's area, in pixels. Default: the circle then spans 15 % of 224.</summary>
    public double SmallestScale { get; init; } = 0.15 * 224 / Outline.SmallestExtent;

    /// <summary>The square root of the largest object's area, in pixels. Default: the widest class then spans 50 % of 224.</summary>
    public double LargestScale { get; init; } = 0.5 * 224 / Outline.LargestExtent;

    /// <summary>The smallest number of objects. Default: 1.</summary>
    public int FewestObjects { get; init; } = 1;

    /// <summary>The largest number of objects. Default: 4.</summary>
    public int MostObjects { get; init; } = 4;

    /// <summary>The share of scenes that hold a second class, from 0 to 1; such scenes have two objects or more. Default: 0.</summary>
    public double TwoClasses { get; init; }

    /// <summary>How much rotation, texture, noise, stripes, strokes and blobs there is: 0 for plain, 1 for full. Default: 1.</summary>
    public double Difficulty { get; init; } = 1;
}
