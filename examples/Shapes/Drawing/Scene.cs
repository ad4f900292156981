using GradCam.Imaging;

namespace Shapes.Drawing;

/// <summary>A drawn picture and the truth about it.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Objects">One or more objects, which do not overlap.</param>
public sealed record Scene(RgbImage Image, IReadOnlyList<SceneObject> Objects)
{
    /// <summary>The classes in the scene, each once, in the order in which they were placed.</summary>
    public IReadOnlyList<ShapeKind> Kinds { get; } = [.. Objects.Select(o => o.Kind).Distinct()];

    /// <summary>The pixels that are object: 1, row-major; of every class, or of one.</summary>
    public byte[] Mask(ShapeKind? kind = null)
    {
        var mask = new byte[Image.Width * Image.Height];
        foreach (SceneObject part in Objects.Where(o => kind is null || o.Kind == kind))
        {
            for (int i = 0; i < mask.Length; i++)
            {
                mask[i] |= part.Mask[i];
            }
        }

        return mask;
    }
}
