using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>What is made and told of an evaluation's values when all of them are there.</summary>
internal static class EvaluationEnd
{
    /// <summary>Writes tables, curves and page, names the files and what was chosen, and warns of what failed.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="recorded">What was measured.</param>
    /// <param name="call">The run's call.</param>
    /// <param name="told">The line that sums the run up.</param>
    /// <param name="areFailuresOk">Whether a run with failures counts as done.</param>
    /// <param name="failOn">The mildest verdict of a check that makes the call fail; null for none.</param>
    /// <param name="terminal">Where it is told.</param>
    /// <returns>The exit code.</returns>
    public static int Report(ResultsFolder folder, RecordedEvaluation recorded, CallWords call, string told, bool areFailuresOk, MapVerdict? failOn, Terminal terminal)
    {
        IReadOnlyList<EvaluationChoice> choices;
        using (terminal.Watch("writing the report"))
        {
            choices = EvaluationReports.Write(folder, recorded.Evaluation, recorded.Seed, choice => OptionsOf(choice, call));
        }

        terminal.Say(told);
        foreach (string file in (string[])[ResultsReader.FileName, .. EvaluationReports.Files])
        {
            terminal.Say(Path.Combine(folder.Path, file));
        }

        foreach (EvaluationChoice choice in choices)
        {
            terminal.Say(choice.Sentence);
            terminal.Say($"to use it: {OptionsOf(choice, call)}");
        }

        if (recorded.Evaluation.Choose is { } part && choices.Count == 0)
        {
            terminal.Warn($"no result has a value of {part}, so that nothing is chosen");
        }

        WarnOfTruth(folder.Done, recorded.Evaluation, terminal);
        return RunEnd.Code(folder.Done, areFailuresOk, failOn, terminal);
    }

    /// <summary>Warns of results without a truth: masks of other names, say, leave a metric undefined everywhere.</summary>
    private static void WarnOfTruth(IEnumerable<ResultRecord> lines, EvaluationOptions evaluation, Terminal terminal)
    {
        string[] parts = [.. evaluation.Metrics.Where(metric => metric.NeedsTruth).SelectMany(metric => metric.Parts).Select(part => part.Name)];
        if (parts.Length == 0)
        {
            return;
        }

        (int all, int without, string? first) = (0, 0, null);
        foreach (ResultRecord line in lines.Where(line => line.Metrics is not null))
        {
            all++;
            if (line.Metrics!.Values.All(values => parts.All(part => values.GetValueOrDefault(part) is null)))
            {
                without++;
                first ??= line.Image;
            }
        }

        if (first is not null)
        {
            terminal.Warn($"{without} of {all} results have no object of their class in the truth, such as {first}: {string.Join(" and ", parts)} are undefined there");
        }
    }

    private static string OptionsOf(EvaluationChoice choice, CallWords call) =>
        ChosenOptions.Of(choice.Network, choice.Best.Row.Layer, choice.MethodText(call.Methods), call);
}
