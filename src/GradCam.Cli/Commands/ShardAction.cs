using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>The work of <c>gradcam batch --shard</c>.</summary>
internal static class ShardAction
{
    /// <summary>Explains a shard's pictures.</summary>
    /// <param name="call">The call.</param>
    /// <param name="run">The shard.</param>
    /// <param name="signals">What asks the program to stop.</param>
    /// <param name="terminal">Where it is told.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="GradCamException">Something that the caller can mend; what was whole by then stays, for <c>--resume</c>.</exception>
    public static int Run(BatchCall call, ShardRun run, StopSignals signals, Terminal terminal)
    {
        using ShardFolder folder = Open(call, run, terminal, signals.Token);
        terminal.Say($"shard {run.Plan.Shard}{(call.Engine.ShardFrom is { } told ? $" (by {told})" : "")}: {run.Plan.Part.Jobs.Count} of {run.Plan.RunJobs} pictures, attempt {folder.Attempt}");
        BatchAction.TellOfChanges(folder.Changed, terminal);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(signals.Token, folder.Taken);
        BatchSummary summary;
        using (ProgressDisplay display = new(terminal))
        {
            summary = BatchRemedy.With(null, BatchAction.RoomRemedy, () => run.Run(folder, display, display, stop.Token));
        }

        if (summary.Stopped)
        {
            return folder.Taken.IsCancellationRequested && !signals.Token.IsCancellationRequested
                ? TakenOver(summary, terminal)
                : BatchAction.Stopped(call, $"{summary.Done} of {summary.Total} done, {summary.Failed} failed", signals, terminal);
        }

        string earlier = summary.Resumed > 0 ? $", {summary.Resumed} of them by earlier attempts" : "";
        terminal.Say($"done: {summary.Done} of {summary.Total}{earlier}; {summary.Failed} failed");
        terminal.Say($"when all shards are done: gradcam merge {ShellWord.Quote(call.OutputDir)}");
        ShardFiles files = new(call.OutputDir, run.Plan.Shard);
        bool isTrusted = RunEnd.SayChecks(MarkedBatches.Read(files).Lines(files), call.FailOn, terminal);
        return summary.Failed > 0 && !call.Engine.AreFailuresOk ? ExitCodes.SomeFailed : isTrusted ? ExitCodes.Done : ExitCodes.CheckFailed;
    }

    /// <summary>Done as far as this process goes: a code that asks to be called again would stop the other in its turn.</summary>
    private static int TakenOver(BatchSummary summary, Terminal terminal)
    {
        terminal.Say($"another process has begun on this shard and does the rest: {summary.Done} of {summary.Total} done by then");
        return ExitCodes.Done;
    }

    private static ShardFolder Open(BatchCall call, ShardRun run, Terminal terminal, CancellationToken stop) => BatchRemedy.With(
        call.Resume ? "give what it was made with, or another --output-dir" : "add --resume to finish it, or give another --output-dir",
        "give a folder that all tasks can write to",
        () =>
        {
            using IDisposable watch = terminal.Watch("reading checkpoints and pictures");
            return run.Open(call.OutputDir, EngineOptions.WithoutShard(call.Words), call.Resume, call.Engine.Job, stop);
        });
}
