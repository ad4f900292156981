using System.CommandLine;
using System.Globalization;
using GradCam;
using Shapes.Drawing;
using Shapes.Measuring;

namespace Shapes.Commands;

/// <summary><c>shapes measure</c>: the network's accuracy and its maps against the truth.</summary>
internal static class MeasureCommand
{
    /// <summary>The seed of scenes for measuring; training has another one.</summary>
    public const int HeldOutSeed = 1_000_003;

    public static Command Define(TextWriter output)
    {
        Option<string> weights = SharedOptions.Weights();
        Option<int> seed = SharedOptions.Seed(HeldOutSeed);
        Option<int> scenes = SharedOptions.Count("--scenes", 500, "The number of scenes for the maps");
        Option<int> answers = SharedOptions.Count("--answers", 1000, "The number of scenes for the accuracy");
        Option<int> pairs = SharedOptions.Count("--pairs", 50, "The number of scenes of two classes");
        var command = new Command("measure", "Prints how often the network is right and how well its maps agree with the drawn truth, on scenes it was not trained on.")
        {
            weights, seed, scenes, answers, pairs,
        };
        command.SetAction(call =>
        {
            using Explainer explainer = Explainer.Load(call.GetRequiredValue(weights));
            PrintAccuracy(Accuracy.Confusions(explainer, call.GetValue(seed), call.GetValue(answers)), output);
            PrintTwoClasses(explainer, call.GetValue(seed), call.GetValue(pairs), output);
            PrintMaps(MapTable.Measure(explainer, call.GetValue(seed), call.GetValue(scenes), Progress), call.GetValue(scenes), output);
            return 0;
        });
        return command;
    }

    internal static void Progress(int done)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{done} scenes ");
        }
    }

    private static void PrintAccuracy(int[,] confusions, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"right: {Accuracy.Of(confusions):P1} of {confusions.Cast<int>().Sum()} scenes"));
        output.WriteLine();
        output.WriteLine($"| drawn \\ answered | {string.Join(" | ", ShapeKinds.Names)} |");
        output.WriteLine($"| --- |{string.Concat(ShapeKinds.Names.Select(_ => " ---: |"))}");
        for (int drawn = 0; drawn < ShapeKinds.Names.Count; drawn++)
        {
            output.WriteLine($"| {ShapeKinds.Names[drawn]} | {string.Join(" | ", Enumerable.Range(0, ShapeKinds.Names.Count).Select(said => confusions[drawn, said]))} |");
        }
    }

    private static void PrintTwoClasses(Explainer explainer, int seed, int count, TextWriter output)
    {
        double share = Enumerable.Range(0, count).SelectMany(i => TwoClasses.Shares(explainer, SceneDrawer.Draw(TwoClasses.Recipe, seed, i))).Average();
        output.WriteLine();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"two classes: {share:F3} of the energy on both objects lies on the asked class's ({count} scenes, Grad-CAM, paper, whole map)"));
    }

    private static void PrintMaps(MapTable table, int scenes, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"| map ({scenes} scenes) | pointing, 0 px | pointing, 15 px | energy on objects | objects covered |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach ((string name, MapMeasures measures) in table.Rows)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {measures.Pointing:P1} | {measures.PointingNearby:P1} | {measures.Energy:P1} | {measures.ObjectsCovered:P1} |"));
        }
    }
}
