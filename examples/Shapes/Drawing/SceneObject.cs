namespace Shapes.Drawing;

/// <summary>One object of a scene.</summary>
/// <param name="Kind">Its class.</param>
/// <param name="Centre">Its centroid, in pixels from the picture's top left corner.</param>
/// <param name="Mask">Row-major, 1 where at least half of the pixel is object and 0 elsewhere; holes are not object.</param>
public sealed record SceneObject(ShapeKind Kind, Point Centre, byte[] Mask)
{
    /// <summary>The number of pixels in the mask.</summary>
    public int Area { get; } = Mask.Count(value => value != 0);
}
