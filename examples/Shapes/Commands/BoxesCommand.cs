using System.CommandLine;
using System.Globalization;
using GradCam;
using Shapes.Measuring;

namespace Shapes.Commands;

/// <summary><c>shapes boxes</c>: the boxes of maps against those of the drawn objects.</summary>
internal static class BoxesCommand
{
    public static Command Define(TextWriter output)
    {
        Option<string> weights = SharedOptions.Weights();
        Option<int> seed = SharedOptions.Seed(MeasureCommand.HeldOutSeed);
        Option<int> scenes = SharedOptions.Count("--scenes", 200, "The number of scenes that are measured");
        Option<int> chosenOn = SharedOptions.Count("--chosen-on", 100, "The number of scenes of the next seed on which each map's value is chosen");
        var command = new Command("boxes", "Prints how often a map's boxes agree with those of the drawn objects, at the Grad-CAM paper's value and at one chosen on other scenes.")
        {
            weights, seed, scenes, chosenOn,
        };
        command.SetAction(call =>
        {
            using Explainer explainer = Explainer.Load(call.GetRequiredValue(weights));
            IReadOnlyList<(string Name, BoxScore Paper, BoxScore Chosen)> rows =
                BoxTable.Measure(explainer, call.GetValue(seed), call.GetValue(chosenOn), call.GetValue(scenes), MeasureCommand.Progress);
            output.WriteLine($"| map ({call.GetValue(scenes)} scenes) | scenes, at 0.15 | value | scenes | scenes of one object | objects |");
            output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
            foreach ((string name, BoxScore paper, BoxScore chosen) in rows)
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {paper.Scenes:P1} | {chosen.Least} | {chosen.Scenes:P1} | {chosen.SingleScenes:P1} | {chosen.Objects:P1} |"));
            }

            return 0;
        });
        return command;
    }
}
