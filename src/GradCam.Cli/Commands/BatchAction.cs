using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>The work of <c>gradcam batch</c>.</summary>
internal static class BatchAction
{
    /// <summary>What to do where results cannot be written.</summary>
    internal const string RoomRemedy = "make room or give another --output-dir, then add --resume";

    /// <summary>Explains the pictures, writes the results, tables and page, and says what came of it.</summary>
    /// <exception cref="GradCamException">Something that the caller can mend; what was whole by then stays, for <c>--resume</c>.</exception>
    public static int Run(BatchCall call, Terminal terminal)
    {
        using StopSignals signals = new();
        try
        {
            Processors.Use(call.Options.Threads);
            if (call.Engine.Shard is { } shard)
            {
                using ShardRun part = PlanAction.Planned(call, shard, terminal) ?? Cut(call, shard, terminal, signals.Token);
                return ShardAction.Run(call, part, signals, terminal);
            }

            using BatchRun run = Prepare(call, terminal, signals.Token);
            BatchSummary summary = Run(call, run, terminal, signals.Token);
            return summary.Stopped ? Stopped(call, $"{summary.Done} of {summary.Total} done, {summary.Failed} failed", signals, terminal) : Finished(call, summary, terminal);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return Stopped(call, "before the first picture", signals, terminal);
        }
    }

    /// <summary>Lists the pictures, finds the networks' checkpoints, and makes the run ready.</summary>
    internal static BatchRun Prepare(BatchCall call, Terminal terminal, CancellationToken stop)
    {
        IReadOnlyList<ListedPicture> pictures = Pictures(call);
        IReadOnlyList<NetworkChoice> networks = BatchRemedy.With(
            "name the networks with --network, and pass --weight-path NETWORK=FILE for each", null, () => WeightChoices.Choose(call.Networks, call.Weights, pictures));
        ExplainOptions maps = call.Options.Maps;
        var plan = BatchPlan.Make(pictures, new BatchDefaults(networks) { Layers = maps.Layers, Targets = maps.Targets }, call.Options.Batch ?? 1);
        IReadOnlyDictionary<NetworkChoice, string> files =
            WeightChoices.Find(plan, choice => WeightSource.Find(choice.WeightPath, choice.Network, call.Options.Loading.Weights, call.Offline, terminal));
        using IDisposable watch = terminal.Watch("looking at the networks");
        return BatchRun.Prepare(plan, files, call.Options, stop);
    }

    /// <summary>The shard frees what the run has loaded.</summary>
    private static ShardRun Cut(BatchCall call, Shard shard, Terminal terminal, CancellationToken stop) => Prepare(call, terminal, stop).Cut(shard, call.OutputDir);

    private static IReadOnlyList<ListedPicture> Pictures(BatchCall call) => (call.Images, call.Manifest) switch
    {
        ({ Count: > 0 }, null) => PictureList.FromPaths(call.Images, exceptBelow: call.OutputDir),
        ({ Count: 0 }, { } manifest) => PictureList.FromManifest(manifest),
        ({ Count: 0 }, null) => throw new UsageException("no pictures are named: pass --images PATH… or --manifest FILE.csv"),
        _ => throw new UsageException("--images and --manifest both name pictures: pass one of them"),
    };

    private static BatchSummary Run(BatchCall call, BatchRun run, Terminal terminal, CancellationToken stop)
    {
        using ResultsFolder folder = Open(call, run, terminal, stop);
        TellOfChanges(folder.Changed, terminal);
        using ProgressDisplay display = new(terminal);
        return BatchRemedy.With(null, RoomRemedy, () => run.Run(folder, display, display, stop));
    }

    /// <summary>Says that pictures are not what they were.</summary>
    internal static void TellOfChanges(int changed, Terminal terminal)
    {
        if (changed > 0)
        {
            string pictures = changed == 1 ? "picture has" : "pictures have";
            terminal.Note($"{changed} {pictures} changed since the earlier run: the batches with them are computed again");
        }
    }

    private static ResultsFolder Open(BatchCall call, BatchRun run, Terminal terminal, CancellationToken stop) => BatchRemedy.With(
        call.Resume ? "give what it was made with, or another --output-dir" : "add --resume to finish it, or give another --output-dir",
        "end the run that writes there, or give another --output-dir",
        () =>
        {
            using IDisposable watch = terminal.Watch("reading checkpoints and pictures");
            return run.Open(call.OutputDir, call.Resume, stop);
        });

    /// <summary>Says where a run was stopped, and how to go on.</summary>
    /// <returns>The exit code.</returns>
    internal static int Stopped(BatchCall call, string where, StopSignals signals, Terminal terminal)
    {
        terminal.Say($"stopped: {where}");
        string resume = call.Resume ? "" : " --resume";
        terminal.Say($"to go on: gradcam {string.Join(' ', call.Words.Select(ShellWord.Quote))}{resume}");
        return signals.ExitCode;
    }

    private static int Finished(BatchCall call, BatchSummary summary, Terminal terminal)
    {
        string earlier = summary.Resumed > 0 ? $", {summary.Resumed} of them by an earlier run" : "";
        return RunEnd.Report(call.OutputDir, $"done: {summary.Done} of {summary.Total}{earlier}; {summary.Failed} failed", call.Engine.AreFailuresOk, terminal, CallWords.Read(call.Words, terminal), call.FailOn, call.Options);
    }
}
