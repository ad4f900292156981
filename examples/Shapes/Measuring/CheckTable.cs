using GradCam;
using GradCam.Methods;
using GradCam.Networks;
using Shapes.Drawing;
using static TorchSharp.torch;

namespace Shapes.Measuring;

/// <summary>What the check says of maps of which the truth is known: a network's, the truth itself, random ones, and those of a network with random weights.</summary>
public static class CheckTable
{
    /// <summary>What maps of the objects' shapes are called.</summary>
    public const string Truth = "truth";

    /// <summary>What maps of random numbers are called.</summary>
    public const string Random = "random";

    /// <summary>What is put before the methods' keys where the network has random weights.</summary>
    public const string Untrained = "untrained-";

    private const int ScenesAtOnce = 4, Tolerance = 15;

    /// <summary>Draws scenes and checks every map on them.</summary>
    /// <param name="explainer">The network.</param>
    /// <param name="methods">What makes its maps.</param>
    /// <param name="seed">The scenes' seed; another one than the training's.</param>
    /// <param name="count">The number of scenes.</param>
    /// <param name="progress">Told how many scenes are done.</param>
    public static IReadOnlyList<CheckRow> Measure(Explainer explainer, IReadOnlyList<IAttributionMethod> methods, int seed, int count, Action<int> progress)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        ArgumentNullException.ThrowIfNull(progress);
        NetworkDefinition definition = explainer.Definition ?? throw new ArgumentException("The network must be one of the catalogue", nameof(explainer));
        using nn.Module<Tensor, Tensor> module = definition.Create(ShapeKinds.All.Count);
        ModuleWeights.Initialise(module, definition, seed);
        using var untrained = Explainer.FromModule(module, explainer.Facts);
        List<CheckRow> rows = [];
        for (int first = 0; first < count; first += ScenesAtOnce)
        {
            Scene[] scenes = [.. Enumerable.Range(first, Math.Min(ScenesAtOnce, count - first)).Select(i => SceneDrawer.Draw(SceneRecipe.Full, seed, i))];
            IAttributionMethod[] given =
            [
                new GivenMapsMethod(Truth, [.. scenes.Select(PlainMaps.Perfect)]),
                new GivenMapsMethod(Random, [.. scenes.Select((scene, i) => PlainMaps.Random(scene.Image.Width, new Chance(~seed, first + i)))]),
            ];
            rows.AddRange(Check(explainer, scenes, first, [.. methods, .. given], ""));
            rows.AddRange(Check(untrained, scenes, first, methods, Untrained));
            progress(Math.Min(first + ScenesAtOnce, count));
        }

        return rows;
    }

    private static IEnumerable<CheckRow> Check(Explainer explainer, Scene[] scenes, int first, IReadOnlyList<IAttributionMethod> methods, string prefix)
    {
        var options = new ExplainOptions { Layers = [ExplainOptions.WholeMap], Pictures = [], Methods = methods, Check = true };
        IReadOnlyList<Explanation> explanations = explainer.Explain([.. scenes.Select(scene => new Question(scene.Image, (int)scene.Kinds[0]))], options);
        return explanations.SelectMany((explanation, i) => methods.Select(method => new CheckRow(
            first + i, prefix + method.Key, Points(scenes[i], explanation, method), explanation.Checks[method.Key])));
    }

    private static bool Points(Scene scene, Explanation explanation, IAttributionMethod method) =>
        explanation.Maps[method.Key] is { Channels: 1 } map && !map.IsFlat
        && PointingGame.Hits(explanation.Mask(method.Key).Values, scene.Mask(), scene.Image.Width, Tolerance);
}
