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
            choices = EvaluationReports.Write(folder, recorded.Evaluation, recorded.Seed, choice => $"{choice.Sentence}. To use it: {OptionsOf(choice, call)}");
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

        return RunEnd.Code(folder.Done, areFailuresOk, failOn, terminal);
    }

    private static string OptionsOf(EvaluationChoice choice, CallWords call) =>
        ChosenOptions.Of(choice.Network, choice.Best.Row.Layer, choice.MethodText(call.Methods), call);
}
