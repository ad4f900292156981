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
        Option<string> methods = SharedOptions.Methods();
        var controls = new Option<bool>("--controls") { Description = "Also check the truth itself, random maps, and maps of a network with random weights. Default: off." };
        var csv = new Option<string?>("--csv") { Description = "A file for the numbers of each map; the scenes in it are not measured again. Default: none." };
        var command = new Command("checks", "Prints how well maps point, what they cost, and what the check says of them where the truth is known.") { weights, seed, scenes, methods, controls, csv };
        command.SetAction(call =>
        {
            (string file, int drawn, bool controlled) = (call.GetRequiredValue(weights), call.GetValue(seed), call.GetValue(controls));
            IReadOnlyList<IAttributionMethod> wanted = SharedOptions.Parse(call.GetRequiredValue(methods));
            using Explainer explainer = Explainer.Load(file);
            string maps = $", methods {string.Join(' ', wanted.Select(MethodCatalog.TextOf))}{(controlled ? ", controls" : "")}";
            KeptNumbers? kept = call.GetValue(csv) is { } path ? KeptNumbers.Open(path, file, drawn, maps) : null;
            List<CheckRow> rows = [.. (kept?.Lines ?? []).Select(CheckRow.Parse)];
            int first = rows.Count == 0 ? 0 : rows.Max(row => row.Scene) + 1;
            foreach (IReadOnlyList<CheckRow> some in CheckTable.Measure(explainer, wanted, drawn, first, call.GetValue(scenes) - first, controlled))
            {
                rows.AddRange(some);
                MeasureCommand.Progress(some[^1].Scene + 1);
                kept?.Add(some.Select(row => row.ToString()));
            }

            Print(rows, output);
            return 0;
        });
        return command;
    }

    private static void Print(IReadOnlyList<CheckRow> rows, TextWriter output)
    {
        output.WriteLine("| map | maps | points | energy | s a map | supported | weak | contradicted | supported, of those that point | contradicted, of those that point |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (IGrouping<string, CheckRow> map in rows.GroupBy(row => row.Map))
        {
            CheckRow[] pointing = [.. map.Where(row => row.Points)];
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {map.Key} | {map.Count()} | {map.Average(row => row.Points ? 1.0 : 0):P1} | {map.Average(row => row.Energy):P1} | {Middle(map.Select(row => row.Seconds)):0.000} | {Share(map, MapVerdict.Supported)} | {Share(map, MapVerdict.Weak)} | {Share(map, MapVerdict.Contradicted)} | {Share(pointing, MapVerdict.Supported)} | {Share(pointing, MapVerdict.Contradicted)} |"));
        }
    }

    /// <summary>The upper median: a network's first passes take many times as long as the others.</summary>
    private static double Middle(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted[sorted.Length / 2];
    }

    private static string Share(IEnumerable<CheckRow> rows, MapVerdict verdict)
    {
        CheckRow[] all = [.. rows];
        return all.Length == 0 ? "" : (all.Count(row => row.Verdict == verdict) / (double)all.Length).ToString("P1", CultureInfo.InvariantCulture);
    }
}
