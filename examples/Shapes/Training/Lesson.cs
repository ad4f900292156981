using Shapes.Drawing;

namespace Shapes.Training;

/// <summary>One step of the curriculum.</summary>
/// <param name="Name">A word for progress lines and for the curve.</param>
/// <param name="Recipe">What its scenes are drawn of; difficulty is thrown anew for each scene.</param>
/// <param name="Easiest">The least difficulty.</param>
/// <param name="Hardest">The greatest difficulty.</param>
/// <param name="Batch">Scenes in one step of the optimiser; an even number, half for each worker.</param>
/// <param name="Rate">The learning rate at its start.</param>
/// <param name="Goal">The share of right answers, over the last 2,000 scenes, that ends it; above 1 for never.</param>
/// <param name="Most">The number of scenes that ends it in any case.</param>
/// <param name="Falls">Whether the learning rate falls to zero along a cosine until <paramref name="Most"/>.</param>
public sealed record Lesson(
    string Name, SceneRecipe Recipe, double Easiest, double Hardest, int Batch, double Rate, double Goal, int Most, bool Falls = false)
{
    /// <summary>Draws a scene of this lesson.</summary>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="index">The scene's number in the whole training.</param>
    public Scene Draw(int seed, long index)
    {
        // The scene's own numbers start from the same seed: difficulty takes another one, or it would follow the first of them.
        double difficulty = new Chance(~seed, index).Between(Easiest, Hardest);
        return SceneDrawer.Draw(Recipe with { Difficulty = difficulty }, seed, index);
    }

    /// <summary>The learning rate after a number of this lesson's scenes; it rises over the first 600.</summary>
    public double RateAfter(long scenes)
    {
        double rate = Rate * Math.Min(1, (scenes + 1) / 600.0);
        return Falls ? rate * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, (double)scenes / Most))) : rate;
    }
}
