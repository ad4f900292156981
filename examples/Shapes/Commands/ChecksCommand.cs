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
            List<CheckRow> rows = Kept(call.GetValue(csv));
            int first = rows.Count == 0 ? 0 : rows.Max(row => row.Scene) + 1;
            IReadOnlyList<IAttributionMethod> wanted = SharedOptions.Parse(call.GetRequiredValue(methods));
            using (Explainer explainer = Explainer.Load(call.GetRequiredValue(weights)))
            {
                foreach (IReadOnlyList<CheckRow> some in CheckTable.Measure(explainer, wanted, call.GetValue(seed), first, call.GetValue(scenes) - first, call.GetValue(controls)))
                {
                    rows.AddRange(some);
                    MeasureCommand.Progress(some[^1].Scene + 1);
                    if (call.GetValue(csv) is { } path)
                    {
                        File.AppendAllLines(path, some.Select(row => row.ToString()));
                    }
                }
            }

            Print(rows, output);
            return 0;
        });
        return command;
    }

    /// <summary>The rows that an earlier call wrote.</summary>
    private static List<CheckRow> Kept(string? path) => path is not null && File.Exists(path) ? [.. File.ReadLines(path).Select(CheckRow.Parse)] : [];

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
