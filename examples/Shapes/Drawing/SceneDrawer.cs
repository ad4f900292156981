using GradCam.Imaging;

namespace Shapes.Drawing;

/// <summary>Draws scenes; everything in one follows from the recipe, a seed and a number.</summary>
public static class SceneDrawer
{
    private const double LeastContrast = 75;

    /// <summary>Draws one scene.</summary>
    /// <param name="recipe">The laws.</param>
    /// <param name="seed">Any number; another one gives other scenes.</param>
    /// <param name="index">The scene's number under that seed.</param>
    public static Scene Draw(SceneRecipe recipe, int seed, long index)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var chance = new Chance(seed, index);
        bool two = chance.Happens(recipe.TwoClasses);
        int count = chance.Whole(Math.Max(recipe.FewestObjects, two ? 2 : 1), Math.Max(recipe.MostObjects, two ? 2 : 1));
        List<Layout> places = Layout.Place(recipe, count, chance);
        int first = chance.Whole(0, ShapeKinds.All.Count - 1);
        int second = two ? (first + chance.Whole(1, ShapeKinds.All.Count - 1)) % ShapeKinds.All.Count : first;
        return Draw(recipe, places, i => (ShapeKind)(i % 2 == 0 ? first : second), chance);
    }

    private static Scene Draw(SceneRecipe recipe, List<Layout> places, Func<int, ShapeKind> kind, Chance chance)
    {
        var plane = new Plane(recipe.Side);
        float[] ground = chance.Colour(30, 225);
        Ground.Paint(plane, ground, recipe.Difficulty, chance);
        Ground.Clutter(plane, ground, recipe.Difficulty, chance);
        var objects = new List<SceneObject>();
        for (int i = 0; i < places.Count; i++)
        {
            objects.Add(Add(plane, places[i], kind(i), ground, recipe.Difficulty, chance));
        }

        return new Scene(new RgbImage(recipe.Side, recipe.Side, plane.Bytes()), objects);
    }

    private static SceneObject Add(Plane plane, Layout place, ShapeKind kind, float[] ground, double difficulty, Chance chance)
    {
        double turn = chance.Between(-Math.PI, Math.PI) * Math.Min(1, 2 * difficulty);
        List<List<Point>> contours = [.. Outline.Of(kind).Contours.Select(contour =>
            contour.Select(p => place.Centre + p.Turned(turn) * place.Scale).ToList())];
        if (chance.Happens(0.5 * difficulty))
        {
            Point away = Point.At(chance.Between(2, 6), chance.Angle());
            byte[] shadow = plane.Cover([.. contours.Select(contour => contour.Select(p => p + away).ToList())], blur: chance.Between(2, 4));
            plane.Mix(shadow, [0, 0, 0], (float)chance.Between(0.15, 0.4));
        }

        byte[] cover = plane.Cover(contours);
        plane.Mix(cover, Colour(ground, difficulty, chance));
        if (chance.Happens(0.5 * difficulty))
        {
            Texture.Stripes(plane.Values, plane.Side, cover, chance.Between(4, 18) * difficulty, chance);
        }

        if (chance.Happens(0.5 * difficulty))
        {
            Texture.Noise(plane.Values, cover, chance.Between(3, 12) * difficulty, chance);
        }

        return new SceneObject(kind, place.Centre, Array.ConvertAll(cover, value => (byte)(value >= 128 ? 1 : 0)));
    }

    /// <summary>A colour that stands out from the ground's.</summary>
    private static float[] Colour(float[] ground, double difficulty, Chance chance)
    {
        double least = LeastContrast + (1 - difficulty) * 50;
        while (true)
        {
            float[] colour = chance.Colour(0, 255);
            double grey = Math.Abs(colour.Zip(ground, (a, b) => a - b).Sum() / 3);
            if (grey >= least * 0.6 && Math.Sqrt(colour.Zip(ground, (a, b) => (double)(a - b) * (a - b)).Sum()) >= least * 1.5)
            {
                return colour;
            }
        }
    }
}
