using GradCam;
using GradCam.Maps;
using GradCam.Methods;
using Shapes.Drawing;

namespace Shapes.Measuring;

/// <summary>Measures the boxes of several methods' masks at several values, and chooses the value of each on scenes that are not measured.</summary>
public static class BoxTable
{
    private const int ScenesAtOnce = 10;

    private static readonly float[] Values = [0.15f, 0.2f, 0.25f, 0.3f, 0.35f, 0.4f, 0.45f, 0.5f, 0.55f, 0.6f];

    private static readonly IAttributionMethod[] Methods =
    [
        new GradCamMethod(), new GradCamPlusPlusMethod(), new HiResCamMethod(), new LayerCamMethod(), new EigenCamMethod(),
    ];

    /// <summary>Chooses each map's value on some scenes and measures it on others.</summary>
    /// <param name="explainer">The network.</param>
    /// <param name="seed">The measured scenes' seed; the scenes for choosing have the next one.</param>
    /// <param name="chosenOn">How many scenes the value is chosen on.</param>
    /// <param name="measured">How many scenes are measured.</param>
    /// <param name="progress">Told how many scenes are done.</param>
    /// <returns>By the map's name: the score at the paper's value of 0.15, and at the chosen one.</returns>
    public static IReadOnlyList<(string Name, BoxScore Paper, BoxScore Chosen)> Measure(Explainer explainer, int seed, int chosenOn, int measured, Action<int> progress)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        ArgumentNullException.ThrowIfNull(progress);
        Dictionary<string, BoxScore[]> choosing = Score(explainer, seed + 1, chosenOn, progress), scores = Score(explainer, seed, measured, done => progress(chosenOn + done));
        return [.. scores.Select(map =>
        {
            int best = choosing[map.Key].Index().MaxBy(score => score.Item.Scenes).Index;
            return (map.Key, map.Value[0], map.Value[best]);
        })];
    }

    private static Dictionary<string, BoxScore[]> Score(Explainer explainer, int seed, int count, Action<int> progress)
    {
        Dictionary<string, BoxScore[]> scores = [];
        var options = new ExplainOptions { Layers = [explainer.DefaultLayer, MapTable.WholeMapLayer], Pictures = [], Methods = Methods };
        for (int first = 0; first < count; first += ScenesAtOnce)
        {
            Scene[] scenes = [.. Enumerable.Range(first, Math.Min(ScenesAtOnce, count - first)).Select(i => SceneDrawer.Draw(SceneRecipe.Full, seed, i))];
            MapBox[][] truths = Array.ConvertAll(scenes, scene => scene.Objects.Select(drawn => BoxScore.BoxOf(drawn, scene.Image.Width)).ToArray());
            foreach (Explanation explanation in explainer.Explain([.. scenes.Select(scene => new Question(scene.Image, (int)scene.Kinds[0]))], options))
            {
                foreach (IAttributionMethod method in Methods)
                {
                    string name = $"{method.Title}, {(explanation.Layer == explainer.DefaultLayer ? "default layer" : explanation.Layer)}";
                    scores.TryAdd(name, Array.ConvertAll(Values, least => new BoxScore(least)));
                    SaliencyMask mask = explanation.Mask(method.Key);
                    Array.ForEach(scores[name], score => score.Add(truths[explanation.Picture], mask));
                }
            }

            progress(first + scenes.Length);
        }

        return scores;
    }
}
