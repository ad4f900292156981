using GradCam.Maps;
using Shapes.Drawing;

namespace Shapes.Measuring;

/// <summary>Maps that need no network, as ceiling and floor of the measures.</summary>
public static class PlainMaps
{
    /// <summary>The cells of densenet121's last map at 224 pixels, in each direction.</summary>
    public const int Cells = 7;

    /// <summary>The best that a map of 7 x 7 cells can say: the share of object in each cell.</summary>
    public static float[] Perfect(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        int side = scene.Image.Width, cell = side / Cells;
        byte[] truth = scene.Mask();
        var shares = new float[Cells * Cells];
        for (int i = 0; i < truth.Length; i++)
        {
            shares[i / side / cell * Cells + i % side / cell] += truth[i] / (float)(cell * cell);
        }

        return SaliencyMask.Create(shares, Cells, Cells).Resize(side, side).Values.ToArray();
    }

    /// <summary>7 x 7 random numbers.</summary>
    public static float[] Random(int side, Chance chance)
    {
        ArgumentNullException.ThrowIfNull(chance);
        float[] cells = [.. Enumerable.Range(0, Cells * Cells).Select(_ => (float)chance.Between(0, 1))];
        return SaliencyMask.Create(cells, Cells, Cells).Resize(side, side).Values.ToArray();
    }
}
