namespace Shapes.Drawing;

/// <summary>What lies behind the objects: a gradient, soft patches, stripes and noise, then strokes and blobs of no class.</summary>
internal static class Ground
{
    public static void Paint(Plane plane, float[] colour, double difficulty, Chance chance)
    {
        Gradient(plane, colour, chance.Between(10, 60), chance);
        if (chance.Happens(difficulty * 0.5))
        {
            Texture.Stripes(plane.Values, plane.Side, null, chance.Between(4, 18) * difficulty, chance);
        }

        if (difficulty > 0)
        {
            Texture.Noise(plane.Values, null, chance.Between(0, 10) * difficulty, chance);
        }
    }

    /// <summary>Paints strokes and blobs; their edges are blurred, and no outline of theirs is one of a class.</summary>
    public static void Clutter(Plane plane, float[] colour, double difficulty, Chance chance)
    {
        double places = plane.Side / 224.0 * difficulty;
        int strokes = (int)Math.Round(chance.Between(0, 7 * places)), blobs = (int)Math.Round(chance.Between(0, 4 * places));
        for (int i = 0; i < blobs; i++)
        {
            plane.Mix(plane.Cover([Blob(plane.Side, chance)], blur: chance.Between(2, 4)), Near(colour, chance));
        }

        for (int i = 0; i < strokes; i++)
        {
            byte[] line = plane.Line(Stroke(plane.Side, chance), chance.Whole(1, 4), blur: chance.Between(0.4, 1));
            plane.Mix(line, Near(colour, chance));
        }
    }

    private static float[] Near(float[] colour, Chance chance) =>
        [.. colour.Select(value => (float)Math.Clamp(value + chance.Between(-70, 70), 0, 255))];

    private static void Gradient(Plane plane, float[] colour, double strength, Chance chance)
    {
        Point direction = Point.At(1.0 / plane.Side, chance.Angle());
        float[] slope = chance.Colour(-strength, strength);
        for (int y = 0, i = 0; y < plane.Side; y++)
        {
            for (int x = 0; x < plane.Side; x++)
            {
                float along = (float)((x - plane.Side / 2.0) * direction.X + (y - plane.Side / 2.0) * direction.Y);
                for (int c = 0; c < 3; c++, i++)
                {
                    plane.Values[i] = colour[c] + slope[c] * along;
                }
            }
        }
    }

    /// <summary>A lopsided peanut.</summary>
    private static Point[] Blob(int side, Chance chance)
    {
        var centre = new Point(chance.Between(0, side), chance.Between(0, side));
        double size = chance.Between(8, 18), turn = chance.Angle(), lobe = chance.Angle();
        return [.. Enumerable.Range(0, 48).Select(i =>
        {
            double angle = 2 * Math.PI * i / 48;
            double radius = size * (1 + 0.5 * Math.Cos(2 * (angle - turn)) + 0.25 * Math.Sin(3 * angle + lobe));
            return centre + Point.At(radius, angle);
        })];
    }

    /// <summary>A quadratic curve between three points.</summary>
    private static Point[] Stroke(int side, Chance chance)
    {
        var from = new Point(chance.Between(0, side), chance.Between(0, side));
        Point bend = from + Point.At(chance.Between(10, 60), chance.Angle());
        Point to = bend + Point.At(chance.Between(10, 60), chance.Angle());
        return [.. Enumerable.Range(0, 17).Select(i =>
        {
            double t = i / 16.0;
            return from * ((1 - t) * (1 - t)) + bend * (2 * t * (1 - t)) + to * (t * t);
        })];
    }
}
