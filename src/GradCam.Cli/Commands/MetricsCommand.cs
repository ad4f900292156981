using System.CommandLine;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary><c>gradcam metrics</c>: what can be measured. It loads no native library.</summary>
internal static class MetricsCommand
{
    /// <summary>Makes the command.</summary>
    public static CommandDefinition Define(Terminal terminal)
    {
        var command = new Command("metrics", "Lists the metrics: key, values, which are better, cost in forward (F) and backward (B) passes, parameters, and paper.");
        command.SetAction(_ => Run(terminal));
        return new CommandDefinition(command, "gradcam metrics", "gradcam evaluate --images pictures --metric insertion,road:levels=50");
    }

    private static int Run(Terminal terminal)
    {
        List<string[]> rows = [["metric", "key", "values", "better", "cost", "truth", "parameters", "source"]];
        rows.AddRange(MetricCatalog.All.Select(metric => (string[])
        [
            metric.Title,
            metric.Key,
            string.Join(' ', metric.Parts.Select(part => part.Name)),
            string.Join(' ', metric.Parts.Select(part => part.Aim == MetricAim.Higher ? "higher" : "lower").Distinct()),
            metric.Cost,
            metric.NeedsTruth ? "yes" : "no",
            metric.Parameters.Count == 0 ? "-" : string.Join(' ', metric.Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}")),
            metric.Source,
        ]));
        foreach (string line in TextTable.Lines(rows))
        {
            terminal.Say(line);
        }

        return ExitCodes.Done;
    }
}
