namespace Shapes.Drawing;

/// <summary>Patterns that are added to a picture, everywhere or where a mask says so.</summary>
internal static class Texture
{
    /// <summary>Adds stripes with soft edges in one direction.</summary>
    /// <param name="values">The picture, three values a pixel.</param>
    /// <param name="side">Its side, in pixels.</param>
    /// <param name="cover">How much of each pixel is meant, 0 to 255; null for everything.</param>
    /// <param name="strength">Half the difference between two stripes, 0 to 255.</param>
    /// <param name="chance">Gives direction, width and phase.</param>
    public static void Stripes(float[] values, int side, byte[]? cover, double strength, Chance chance)
    {
        Point direction = Point.At(2 * Math.PI / chance.Between(6, 24), chance.Angle());
        double phase = chance.Angle();
        for (int y = 0, i = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++, i++)
            {
                if (cover is null || cover[i] != 0)
                {
                    double wave = Math.Sin(x * direction.X + y * direction.Y + phase);
                    Add(values, i, (float)(strength * wave) * Share(cover, i));
                }
            }
        }
    }

    /// <summary>Adds grey noise, pixel by pixel, of a standard deviation.</summary>
    public static void Noise(float[] values, byte[]? cover, double deviation, Chance chance)
    {
        for (int i = 0; i < values.Length / 3; i++)
        {
            if (cover is null || cover[i] != 0)
            {
                Add(values, i, (float)deviation * chance.Noise() * Share(cover, i));
            }
        }
    }

    private static float Share(byte[]? cover, int i) => cover is null ? 1 : cover[i] / 255f;

    private static void Add(float[] values, int pixel, float amount)
    {
        for (int c = 0; c < 3; c++)
        {
            values[pixel * 3 + c] += amount;
        }
    }
}
