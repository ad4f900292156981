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

    /// <summary>What maps of random numbers are called that are others each time.</summary>
    public const string Redrawn = "random-redrawn";

    /// <summary>What is put before the methods' keys where the network has random weights.</summary>
    public const string Untrained = "untrained-";

    private const int ScenesAtOnce = 4;

    /// <summary>Draws scenes and checks every map on them, a few scenes at a time.</summary>
    /// <returns>The rows of a few scenes at a time, as they are measured.</returns>
    /// <param name="explainer">The network.</param>
    /// <param name="methods">What makes its maps.</param>
    /// <param name="seed">The scenes' seed; another one than the training's.</param>
    /// <param name="first">The first scene's number.</param>
    /// <param name="count">The number of scenes.</param>
    /// <param name="controls">Whether the truth itself, random maps and maps of a network with random weights are checked too.</param>
    public static IEnumerable<IReadOnlyList<CheckRow>> Measure(Explainer explainer, IReadOnlyList<IAttributionMethod> methods, int seed, int first, int count, bool controls)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        NetworkDefinition definition = explainer.Definition ?? throw new ArgumentException("The network must be one of the catalogue", nameof(explainer));
        using nn.Module<Tensor, Tensor> module = definition.Create(ShapeKinds.All.Count);
        ModuleWeights.Initialise(module, definition, seed);
        using var untrained = Explainer.FromModule(module, explainer.Facts);
        for (int at = first; at < first + count; at += ScenesAtOnce)
        {
            Scene[] scenes = [.. Enumerable.Range(at, Math.Min(ScenesAtOnce, first + count - at)).Select(i => SceneDrawer.Draw(SceneRecipe.Full, seed, i))];
            IEnumerable<CheckRow> rows = methods.SelectMany(method => Check(explainer, scenes, at, method, method.Key));
            if (controls)
            {
                GivenMapsMethod[] given = [.. Controls(scenes, seed, at)];
                rows = rows
                    .Concat(given.SelectMany(method => Check(explainer, scenes, at, method, method.Key)))
                    .Concat(methods.SelectMany(method => Check(untrained, scenes, at, method, Untrained + method.Key)));
            }

            yield return [.. rows];
        }
    }

    private static IEnumerable<GivenMapsMethod> Controls(Scene[] scenes, int seed, int first)
    {
        int calls = 0;
        float[][] RandomMaps(int draw) => [.. scenes.Select((scene, i) => PlainMaps.Random(scene.Image.Width, new Chance(~seed - draw, first + i)))];
        yield return new GivenMapsMethod(Truth, () => [.. scenes.Select(PlainMaps.Perfect)]);
        yield return new GivenMapsMethod(Random, () => RandomMaps(0));
        yield return new GivenMapsMethod(Redrawn, () => RandomMaps(calls++));
    }

    private static IEnumerable<CheckRow> Check(Explainer explainer, Scene[] scenes, int first, IAttributionMethod method, string name)
    {
        var options = new ExplainOptions { Layers = [ExplainOptions.WholeMap], Pictures = [], Methods = [method] };
        Question[] questions = [.. scenes.Select(scene => new Question(scene.Image, (int)scene.Kinds[0]))];
        TimeSpan before = Environment.CpuUsage.TotalTime;
        explainer.Explain(questions, options);
        double seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds / scenes.Length;
        return explainer.Explain(questions, options with { Check = true }).Select((explanation, i) =>
        {
            float[] mask = PixelMask.Of(explanation, method.Key);
            var measures = new MapMeasures();
            measures.Add(scenes[i], mask);
            MapCheck check = explanation.Checks[method.Key];
            return new CheckRow(
                first + i, name, measures.PointingNearby > 0, measures.Energy, seconds, check.Verdict, check.Answers.ToDictionary(answer => answer.Question, answer => answer.Value));
        });
    }
}
