using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>What is made and told of a run's results when all of them are there.</summary>
internal static class RunEnd
{
    private const int FailuresNamed = 5;

    /// <summary>Writes tables and page, names the files, and warns of what failed.</summary>
    /// <param name="outputDir">The run's folder.</param>
    /// <param name="told">The line that sums the run up.</param>
    /// <param name="areFailuresOk">Whether a run with failures counts as done.</param>
    /// <param name="terminal">Where it is told.</param>
    /// <param name="call">The run's call.</param>
    /// <param name="failOn">The mildest verdict of a check that makes the call fail; null for none.</param>
    /// <param name="options">The run's options; null where only its folder is known.</param>
    /// <returns>The exit code.</returns>
    public static int Report(
        string outputDir, string told, bool areFailuresOk, Terminal terminal, CallWords call, MapVerdict? failOn, RunOptions? options = null)
    {
        using ResultsFolder folder = ResultsFolder.Reopen(outputDir);
        RecordedEvaluation? recorded = options?.Evaluation is { } asked ? new RecordedEvaluation(asked, options.Maps.Seed) : RecordedEvaluation.Read(outputDir) is { } read ? call.SummedUp(read) : null;
        if (recorded is not null)
        {
            return EvaluationEnd.Report(folder, recorded, call, told, areFailuresOk, failOn, terminal);
        }

        using (terminal.Watch("writing the report"))
        {
            RunReports.Write(folder);
        }

        terminal.Say(told);
        foreach (string file in (string[])[ResultsReader.FileName, .. RunReports.Files])
        {
            terminal.Say(Path.Combine(outputDir, file));
        }

        return Code(folder.Done, areFailuresOk, failOn, terminal);
    }

    /// <summary>Says what the checks found, warns of what failed, and gives the exit code.</summary>
    public static int Code(IEnumerable<ResultRecord> lines, bool areFailuresOk, MapVerdict? failOn, Terminal terminal)
    {
        bool isTrusted = SayChecks(lines, failOn, terminal);
        return Warn(lines, terminal) > 0 && !areFailuresOk ? ExitCodes.SomeFailed : isTrusted ? ExitCodes.Done : ExitCodes.CheckFailed;
    }

    /// <summary>Says what the checks found, where there were any.</summary>
    /// <returns>Whether they found nothing that the call is to fail on.</returns>
    public static bool SayChecks(IEnumerable<ResultRecord> lines, MapVerdict? failOn, Terminal terminal)
    {
        // Reading a million lines again takes a while: the first one tells whether there is anything to count.
        if (lines.FirstOrDefault(line => line.Error is null)?.Checks is null)
        {
            return true;
        }

        Dictionary<MapVerdict, int> found = lines.SelectMany(line => line.Checks?.Values ?? []).CountBy(check => check.Verdict).ToDictionary();
        terminal.Say($"checked: {string.Join(", ", Enum.GetValues<MapVerdict>().Select(verdict => $"{found.GetValueOrDefault(verdict)} {verdict.ToString().ToLowerInvariant()}"))}");
        return !found.Keys.Any(verdict => verdict >= failOn);
    }

    /// <summary>Warns of what failed.</summary>
    /// <returns>How many failed.</returns>
    private static int Warn(IEnumerable<ResultRecord> lines, Terminal terminal)
    {
        int failed = 0, unknown = 0;
        ResultRecord? firstUnknown = null;
        MapRemarks remarks = new();
        foreach (ResultRecord line in lines)
        {
            remarks.Add(line);
            if (line.Error is not null)
            {
                if (++failed <= FailuresNamed)
                {
                    terminal.Warn($"{line.Image} with {line.Network}: {line.Error}");
                }
            }
            else if (line is { Truth: not null, Correct: null } && line.IsFirst())
            {
                unknown++;
                firstUnknown ??= line;
            }
        }

        if (failed > FailuresNamed)
        {
            terminal.Warn($"and {failed - FailuresNamed} more; {ResultsReader.FileName} tells which and why");
        }

        if (firstUnknown is not null)
        {
            terminal.Warn(
                $"{unknown} results have a truth that is no class of their network, such as {firstUnknown.Truth} of {firstUnknown.Image}: "
                + "they count neither as right nor as wrong; give the classes' names with --labels, or a class's number");
        }

        remarks.Tell(terminal);
        return failed;
    }
}
