using System.Globalization;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>The work of <c>gradcam plan</c>, and what a shard takes over of it.</summary>
internal static class PlanAction
{
    private const string Remedy = "make the plan anew with \"gradcam plan\" and the same options";

    /// <summary>Lists the pictures once for all shards.</summary>
    /// <exception cref="GradCamException">Something that the caller can mend.</exception>
    public static int Run(BatchCall call, Terminal terminal)
    {
        using StopSignals signals = new();
        try
        {
            Processors.Use(call.Options.Threads);
            using BatchRun run = BatchAction.Prepare(call, terminal, signals.Token);
            BatchRemedy.With("give another --output-dir", "give a folder that all tasks can write to", () =>
            {
                run.WritePlan(call.OutputDir, List(call));
                return true;
            });
            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"planned: {run.Plan.Jobs.Count} pictures, {run.Plan.Batches.Count} batches of {run.Plan.Largest} at most"));
            terminal.Say($"for each shard I of N: gradcam batch {string.Join(' ', call.Words.Skip(1).Select(ShellWord.Quote))} --shard I/N --resume");
            return ExitCodes.Done;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            terminal.Say("stopped: no plan was written");
            return signals.ExitCode;
        }
    }

    /// <summary>A shard of the plan in the call's folder; null where that has none.</summary>
    /// <exception cref="UsageException">The plan was made for another list or other options.</exception>
    /// <exception cref="CheckpointException">A checkpoint is not what it was.</exception>
    public static ShardRun? Planned(BatchCall call, Shard shard, Terminal terminal)
    {
        if (PlanFile.Read(call.OutputDir) is not { } plan)
        {
            return null;
        }

        return BatchRemedy.With(Remedy, null, () =>
        {
            if (!plan.Facts.List.SequenceEqual(List(call)))
            {
                throw new UsageException($"{call.OutputDir}: its plan was made of another list, or of one that has changed");
            }

            terminal.Say("the pictures are those of the plan that the folder holds");
            return ShardRun.Of(plan, shard, call.Options, call.OutputDir);
        });
    }

    /// <summary>What the pictures are listed from; a manifest's size and time tell at no cost that it is the same.</summary>
    private static string[] List(BatchCall call)
    {
        if (call.Manifest is not { } manifest)
        {
            return [.. call.Images];
        }

        FileInfo file = new(manifest);
        return file.Exists
            ? [file.FullName, file.Length.ToString(CultureInfo.InvariantCulture), file.LastWriteTimeUtc.ToString("O", CultureInfo.InvariantCulture)]
            : [file.FullName];
    }
}
