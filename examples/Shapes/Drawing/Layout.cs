namespace Shapes.Drawing;

/// <summary>Where objects lie and how large they are, chosen before anything is known of their class.</summary>
/// <param name="Centre">The centroid, in pixels.</param>
/// <param name="Scale">The square root of the area, in pixels.</param>
internal readonly record struct Layout(Point Centre, double Scale)
{
    private const int Attempts = 40, Restarts = 40;

    /// <summary>The distance that keeps any class at this scale clear of a border.</summary>
    private double Reach => Scale * Outline.LargestRadius + 1;

    /// <summary>Places objects so that none would touch another one or the border, whatever its class; fewer where there is no room.</summary>
    public static List<Layout> Place(SceneRecipe recipe, int count, Chance chance)
    {
        var placed = new List<Layout>();
        double largest = Math.Min(recipe.LargestScale, (recipe.Side / 2.0 - 2) / Outline.LargestRadius);
        double smallest = Math.Min(recipe.SmallestScale, largest);
        for (int restarts = 0; placed.Count < count;)
        {
            double scale = chance.Ratio(smallest, largest);
            Layout? spot = null;
            for (int i = 0; i < Attempts && spot is null; i++)
            {
                double reach = scale * Outline.LargestRadius + 1;
                var candidate = new Layout(
                    new Point(chance.Between(reach, recipe.Side - reach), chance.Between(reach, recipe.Side - reach)), scale);
                spot = placed.TrueForAll(other => (other.Centre - candidate.Centre).Length > other.Reach + reach) ? candidate : null;
            }

            if (spot is { } found)
            {
                placed.Add(found);
            }
            else
            {
                // No room: everything is thrown anew and smaller, or the last object would always be the smallest.
                placed.Clear();
                largest = Math.Max(smallest, largest * 0.93);
                count = ++restarts % Restarts == 0 ? count - 1 : count;
            }
        }

        return placed;
    }
}
