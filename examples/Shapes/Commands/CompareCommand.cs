using System.CommandLine;
using GradCam;
using GradCam.Runs;
using Shapes.Measuring;

namespace Shapes.Commands;

/// <summary><c>shapes compare</c>: the maps of several networks against the drawn truth.</summary>
internal static class CompareCommand
{
    private const int ScenesAtOnce = 10;

    public static Command Define(TextWriter output)
    {
        var weights = new Option<string[]>("--weight-path")
        {
            Description = "The networks' checkpoints.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        Option<int> seed = SharedOptions.Seed(MeasureCommand.HeldOutSeed);
        Option<int> scenes = SharedOptions.Count("--scenes", 500, "The number of scenes");
        Option<string> folder = SharedOptions.Output("shapes-evidence", "the numbers of each scene, which are not measured again,");
        var command = new Command("compare", "Prints how well the maps of several networks cover what was drawn, with intervals of paired differences.") { weights, seed, scenes, folder };
        command.SetAction(call =>
        {
            List<Evidence> rows = [];
            foreach (string path in call.GetRequiredValue(weights))
            {
                rows.AddRange(Measure(path, call.GetRequiredValue(folder), call.GetValue(seed), call.GetValue(scenes)));
            }

            var table = new EvidenceTable(rows, new Bootstrap(resamples: 1000, confidence: 0.95, seed: 0).Interval);
            foreach (string line in (string[])[.. table.Means(), "", .. table.Differences()])
            {
                output.WriteLine(line);
            }

            return 0;
        });
        return command;
    }

    private static List<Evidence> Measure(string weights, string folder, int seed, int scenes)
    {
        Directory.CreateDirectory(folder);
        using Explainer explainer = Explainer.Load(weights);
        string file = Path.Combine(folder, $"{explainer.Facts.Name}.csv");
        List<Evidence> rows = File.Exists(file) ? [.. File.ReadLines(file).Select(Evidence.Parse)] : [];
        for (int first = rows.Count / Evidence.Methods.Count; first < scenes; first += ScenesAtOnce)
        {
            IReadOnlyList<Evidence> some = Evidence.Measure(explainer, seed, first, Math.Min(ScenesAtOnce, scenes - first));
            File.AppendAllLines(file, some.Select(row => row.ToString()));
            rows.AddRange(some);
            MeasureCommand.Progress(first + some.Count / Evidence.Methods.Count);
        }

        return [.. rows.Where(row => row.Scene < scenes)];
    }
}
