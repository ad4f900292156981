using System.CommandLine;
using System.Globalization;
using GradCam;
using GradCam.Methods;
using Shapes.Measuring;

namespace Shapes.Commands;

/// <summary><c>shapes checks</c>: how often the check is right where the truth is known.</summary>
internal static class ChecksCommand
{
    public static Command Define(TextWriter output)
    {
        Option<string> weights = SharedOptions.Weights();
        Option<int> seed = SharedOptions.Seed(MeasureCommand.HeldOutSeed);
        Option<int> scenes = SharedOptions.Count("--scenes", 200, "The number of scenes");
        var methods = new Option<string>("--method") { Description = "Methods, separated by commas. Default: gradcam,gradcam++.", DefaultValueFactory = _ => "gradcam,gradcam++" };
        var csv = new Option<string>("--csv") { Description = "A file for the numbers of each map. Default: none." };
        var command = new Command("checks", "Prints how often the check says what of maps whose truth is known.") { weights, seed, scenes, methods, csv };
        command.SetAction(call =>
        {
            using Explainer explainer = Explainer.Load(call.GetRequiredValue(weights));
            IAttributionMethod[] wanted = [.. call.GetRequiredValue(methods).Split(',').Select(MethodCatalog.Parse)];
            IReadOnlyList<CheckRow> rows = CheckTable.Measure(explainer, wanted, call.GetValue(seed), call.GetValue(scenes), MeasureCommand.Progress);
            if (call.GetValue(csv) is { } path)
            {
                File.WriteAllLines(path, rows.Select(row => string.Join(',', [
                    row.Scene.ToString(CultureInfo.InvariantCulture), row.Map, row.Points ? "1" : "0", row.Check.Verdict.ToString(),
                    .. row.Check.Answers.Select(answer => string.Create(CultureInfo.InvariantCulture, $"{answer.Question}={answer.Value:R}"))])));
            }

            return 0;
        });
        return command;
    }
}
