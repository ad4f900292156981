using GradCam;
using GradCam.Methods;
using Shapes.Drawing;

namespace Shapes.Measuring;

/// <summary>Measures a network's maps of the true class on drawn scenes, beside the best and a random map of the same size.</summary>
public sealed class MapTable
{
    private const int ScenesAtOnce = 10;

    private readonly List<(string Name, MapMeasures Measures)> rows = [];

    private MapTable()
    {
    }

    /// <summary>The layer whose output is the whole final map.</summary>
    public static string WholeMapLayer => ExplainOptions.WholeMap;

    /// <summary>The measures by what was measured, in the order of printing.</summary>
    public IReadOnlyList<(string Name, MapMeasures Measures)> Rows => rows;

    /// <summary>Draws scenes and measures every map on them.</summary>
    /// <param name="explainer">The network.</param>
    /// <param name="seed">The scenes' seed; another one than the training's.</param>
    /// <param name="count">The number of scenes.</param>
    /// <param name="progress">Told how many scenes are done.</param>
    public static MapTable Measure(Explainer explainer, int seed, int count, Action<int> progress)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        ArgumentNullException.ThrowIfNull(progress);
        var table = new MapTable();
        MapMeasures perfect = table.Add("perfect 7 x 7 map");
        var maps = (from layer in new[] { explainer.DefaultLayer, WholeMapLayer }
                    from variant in Variant.All
                    let place = layer == explainer.DefaultLayer ? "default layer" : "whole map"
                    select (
                        Options: new ExplainOptions
                        {
                            Layers = [layer],
                            Variant = variant,
                            Pictures = [],
                            Methods = [new GradCamMethod(), new GradCamPlusPlusMethod()],
                        },
                        GradCam: table.Add($"Grad-CAM, {variant}, {place}"),
                        PlusPlus: table.Add($"Grad-CAM++, {variant}, {place}"))).ToList();
        MapMeasures random = table.Add("random 7 x 7 map");
        for (int first = 0; first < count; first += ScenesAtOnce)
        {
            Scene[] scenes = [.. Enumerable.Range(first, Math.Min(ScenesAtOnce, count - first)).Select(i => SceneDrawer.Draw(SceneRecipe.Full, seed, i))];
            foreach ((ExplainOptions options, MapMeasures gradCam, MapMeasures plusPlus) in maps)
            {
                IReadOnlyList<Explanation> explanations = explainer.Explain(
                    [.. scenes.Select(scene => new Question(scene.Image, (int)scene.Kinds[0]))], options);
                for (int i = 0; i < scenes.Length; i++)
                {
                    gradCam.Add(scenes[i], explanations[i].Mask(GradCamMethod.Name).Values);
                    plusPlus.Add(scenes[i], explanations[i].Mask(GradCamPlusPlusMethod.Name).Values);
                }
            }

            for (int i = 0; i < scenes.Length; i++)
            {
                perfect.Add(scenes[i], PlainMaps.Perfect(scenes[i]));
                random.Add(scenes[i], PlainMaps.Random(scenes[i].Image.Width, new Chance(~seed, first + i)));
            }

            progress(Math.Min(first + ScenesAtOnce, count));
        }

        return table;
    }

    private MapMeasures Add(string name)
    {
        var measures = new MapMeasures();
        rows.Add((name, measures));
        return measures;
    }
}
