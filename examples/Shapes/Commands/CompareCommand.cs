using System.CommandLine;
using GradCam;
using GradCam.Methods;
using GradCam.Runs;
using Shapes.Measuring;

namespace Shapes.Commands;

/// <summary><c>shapes compare</c>: the maps of networks and methods against the drawn truth.</summary>
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
        Option<string> methods = SharedOptions.Methods();
        Option<string> folder = SharedOptions.Output("shapes-evidence", "the numbers of each scene, which are not measured again,");
        var command = new Command("compare", "Prints how well the maps of networks and methods cover what was drawn, with intervals of paired differences.") { weights, methods, seed, scenes, folder };
        command.SetAction(call =>
        {
            List<Evidence> rows = [];
            IReadOnlyList<IAttributionMethod> wanted = SharedOptions.Parse(call.GetRequiredValue(methods));
            foreach (string path in call.GetRequiredValue(weights).Distinct())
            {
                rows.AddRange(Measure(path, call.GetRequiredValue(folder), wanted, call.GetValue(seed), call.GetValue(scenes)));
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

    private static List<Evidence> Measure(string weights, string folder, IReadOnlyList<IAttributionMethod> methods, int seed, int scenes)
    {
        Directory.CreateDirectory(folder);
        using Explainer explainer = Explainer.Load(weights);
        var kept = KeptNumbers.Open(Path.Combine(folder, $"{explainer.Facts.Name}.csv"), weights, seed);
        List<Evidence> rows = [.. kept.Lines.Select(Evidence.Parse)];
        HashSet<(string Method, int Scene)> known = [.. rows.Select(row => (row.Method, row.Scene))];
        foreach (int[] some in Enumerable.Range(0, scenes).Chunk(ScenesAtOnce))
        {
            IAttributionMethod[] missing = [.. methods.Where(method => some.Any(scene => !known.Contains((MethodCatalog.TextOf(method), scene))))];
            if (missing.Length > 0)
            {
                Evidence[] found = [.. Evidence.Measure(explainer, missing, seed, some[0], some.Length).Where(row => known.Add((row.Method, row.Scene)))];
                kept.Add(found.Select(row => row.ToString()));
                rows.AddRange(found);
                MeasureCommand.Progress(some[^1] + 1);
            }
        }

        return [.. methods.SelectMany(method => rows.Where(row => row.Method == MethodCatalog.TextOf(method) && row.Scene < scenes).OrderBy(row => row.Scene))];
    }
}
