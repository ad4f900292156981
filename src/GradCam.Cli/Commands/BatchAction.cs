using System.Runtime.InteropServices;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>The work of <c>gradcam batch</c>.</summary>
internal static class BatchAction
{
    private const int FailuresNamed = 5;

    /// <summary>Explains the pictures, writes the results, tables and page, and says what came of it.</summary>
    /// <exception cref="GradCamException">Something that the caller can mend; what was whole by then stays, for <c>--resume</c>.</exception>
    public static int Run(BatchCall call, Terminal terminal)
    {
        Processors.Use(call.Options.Threads);
        IReadOnlyList<ListedPicture> pictures = Pictures(call);
        IReadOnlyList<NetworkChoice> networks = BatchRemedy.With(
            "name the networks with --network, and pass --weight-path NETWORK=FILE for each", null, () => WeightChoices.Choose(call.Networks, call.Weights, pictures));
        ExplainOptions maps = call.Options.Maps;
        var plan = BatchPlan.Make(pictures, new BatchDefaults(networks) { Layers = maps.Layers, Targets = maps.Targets }, call.Options.Batch ?? 1);
        IReadOnlyDictionary<NetworkChoice, string> files =
            WeightChoices.Find(plan, choice => WeightSource.Find(choice.WeightPath, choice.Network, call.Options.Loading.Weights, call.Offline, terminal));
        using BatchRun run = Prepare(plan, files, call, terminal);
        BatchSummary summary = Run(call, run, terminal);
        return summary.Stopped ? Stopped(call, summary, terminal) : Finished(call, summary, terminal);
    }

    private static IReadOnlyList<ListedPicture> Pictures(BatchCall call) => (call.Images, call.Manifest) switch
    {
        ({ Count: > 0 }, null) => PictureList.FromPaths(call.Images, exceptBelow: call.OutputDir),
        ({ Count: 0 }, { } manifest) => Manifest.Read(manifest),
        ({ Count: 0 }, null) => throw new UsageException("no pictures are named: pass --images PATH… or --manifest FILE.csv"),
        _ => throw new UsageException("--images and --manifest both name pictures: pass one of them"),
    };

    private static BatchSummary Run(BatchCall call, BatchRun run, Terminal terminal)
    {
        using CancellationTokenSource stop = new();
        void Stop(PosixSignalContext signal)
        {
            // The first asks; a second ends the program there and then, which loses no more than the batch in hand.
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using ResultsFolder folder = Open(call, run, terminal);
        if (folder.Changed > 0)
        {
            string pictures = folder.Changed == 1 ? "picture has" : "pictures have";
            terminal.Note($"{folder.Changed} {pictures} changed since the earlier run: the batches with them are computed again");
        }

        using ProgressDisplay display = new(terminal);
        return BatchRemedy.With(null, "make room or give another --output-dir, then add --resume", () => run.Run(folder, display, display, stop.Token));
    }

    private static BatchRun Prepare(BatchPlan plan, IReadOnlyDictionary<NetworkChoice, string> files, BatchCall call, Terminal terminal)
    {
        using IDisposable watch = terminal.Watch("looking at the networks");
        return BatchRun.Prepare(plan, files, call.Options);
    }

    private static ResultsFolder Open(BatchCall call, BatchRun run, Terminal terminal) => BatchRemedy.With(
        call.Resume ? "give what it was made with, or another --output-dir" : "add --resume to finish it, or give another --output-dir",
        "end the run that writes there, or give another --output-dir",
        () =>
        {
            using IDisposable watch = terminal.Watch("reading checkpoints and pictures");
            return run.Open(call.OutputDir, call.Resume);
        });

    private static int Stopped(BatchCall call, BatchSummary summary, Terminal terminal)
    {
        terminal.Say($"stopped: {summary.Done} of {summary.Total} done, {summary.Failed} failed");
        string resume = call.Resume ? "" : " --resume";
        terminal.Say($"to go on: gradcam {string.Join(' ', call.Words.Select(ShellWord.Quote))}{resume}");
        return ExitCodes.Stopped;
    }

    private static int Finished(BatchCall call, BatchSummary summary, Terminal terminal)
    {
        using ResultsFolder folder = ResultsFolder.Reopen(call.OutputDir);
        using (terminal.Watch("writing the report"))
        {
            RunReports.Write(folder);
        }

        string earlier = summary.Resumed > 0 ? $", {summary.Resumed} of them by an earlier run" : "";
        terminal.Say($"done: {summary.Done} of {summary.Total}{earlier}; {summary.Failed} failed");
        foreach (string file in (string[])[ResultsReader.FileName, .. RunReports.Files])
        {
            terminal.Say(Path.Combine(call.OutputDir, file));
        }

        bool isTrusted = Checked(folder.Done, call.FailOn, terminal);
        WarnOf(folder.Done, summary.Failed, terminal);
        return summary.Failed > 0 ? ExitCodes.SomeFailed : isTrusted ? ExitCodes.Done : ExitCodes.CheckFailed;
    }

    /// <summary>Says what the checks found.</summary>
    /// <returns>Whether they found nothing that the call is to fail on.</returns>
    private static bool Checked(IReadOnlyList<ResultRecord> lines, MapVerdict? failOn, Terminal terminal)
    {
        MapVerdict[] verdicts = [.. lines.SelectMany(line => line.Checks?.Values ?? []).Select(check => check.Verdict)];
        if (verdicts.Length > 0)
        {
            terminal.Say($"checked: {string.Join(", ", Enum.GetValues<MapVerdict>().Select(one => $"{verdicts.Count(verdict => verdict == one)} {one.ToString().ToLowerInvariant()}"))}");
        }

        return !verdicts.Any(verdict => verdict >= failOn);
    }

    private static void WarnOf(IReadOnlyList<ResultRecord> lines, int failed, Terminal terminal)
    {
        foreach (ResultRecord line in lines.Where(line => line.Error is not null).Take(FailuresNamed))
        {
            terminal.Warn($"{line.Image} with {line.Network}: {line.Error}");
        }

        if (failed > FailuresNamed)
        {
            terminal.Warn($"and {failed - FailuresNamed} more; {ResultsReader.FileName} tells which and why");
        }

        ResultRecord[] unknown = [.. lines.Where(line => line is { Error: null, Truth: not null, Correct: null } && line.IsFirst())];
        if (unknown.Length > 0)
        {
            terminal.Warn(
                $"{unknown.Length} results have a truth that is no class of their network, such as {unknown[0].Truth} of {unknown[0].Image}: "
                + "they count neither as right nor as wrong; give the classes' names with --labels, or a class's number");
        }
    }
}
