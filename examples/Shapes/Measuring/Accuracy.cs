using GradCam;
using Shapes.Drawing;

namespace Shapes.Measuring;

/// <summary>How often the network is right.</summary>
public static class Accuracy
{
    private const int ScenesAtOnce = 10;

    /// <summary>Draws scenes of one class each and counts right answers.</summary>
    /// <param name="explainer">The network.</param>
    /// <param name="seed">The scenes' seed; another one than the training's.</param>
    /// <param name="count">The number of scenes.</param>
    /// <returns>Scenes by true class and by answer.</returns>
    public static int[,] Confusions(Explainer explainer, int seed, int count)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        var found = new int[ShapeKinds.All.Count, ShapeKinds.All.Count];
        var options = new ExplainOptions { Pictures = [] };
        for (int first = 0; first < count; first += ScenesAtOnce)
        {
            Scene[] scenes = [.. Enumerable.Range(first, Math.Min(ScenesAtOnce, count - first)).Select(i => SceneDrawer.Draw(SceneRecipe.Full, seed, i))];
            IReadOnlyList<Explanation> answers = explainer.Explain([.. scenes.Select(scene => new Question(scene.Image))], options);
            for (int i = 0; i < scenes.Length; i++)
            {
                found[(int)scenes[i].Kinds[0], answers[i].Class.Id]++;
            }
        }

        return found;
    }

    /// <summary>The share of right answers.</summary>
    public static double Of(int[,] confusions)
    {
        ArgumentNullException.ThrowIfNull(confusions);
        return Enumerable.Range(0, confusions.GetLength(0)).Sum(k => confusions[k, k]) / (double)confusions.Cast<int>().Sum();
    }
}
