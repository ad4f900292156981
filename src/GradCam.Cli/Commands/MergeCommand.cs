using System.CommandLine;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary><c>gradcam merge</c>: one run of shards.</summary>
internal static class MergeCommand
{
    /// <summary>Makes the command.</summary>
    public static CommandDefinition Define(Terminal terminal)
    {
        var command = new Command("merge", "Makes one run of the shards of a batch, with its tables and page. Where a shard is missing, names it and its command, and writes nothing (exit code 1).");
        var folder = new Argument<string>("FOLDER") { Description = "The --output-dir of the shards." };
        Option<bool> failuresOk = EngineOptions.FailuresOkOption();
        command.Arguments.Add(folder);
        command.Options.Add(failuresOk);
        command.SetAction(call => BatchRemedy.With(
            "give the --output-dir of a batch with --shard",
            "end the run that writes there, or make room",
            () => Run(call.GetRequiredValue(folder), call.GetValue(failuresOk), terminal)));
        return new CommandDefinition(command, "gradcam merge results");
    }

    private static int Run(string folder, bool areFailuresOk, Terminal terminal)
    {
        var shards = ShardsState.Read(folder);
        ShardState[] missing = [.. shards.Missing];
        if (missing.Length > 0)
        {
            return Missing(shards, missing, terminal);
        }

        if (shards.InstructionSets is { Count: > 1 } sets)
        {
            terminal.Warn($"the shards were computed with different instructions, whose last bits differ: {string.Join(", ", sets.Select(set => $"{set.Name} ({set.Shards})"))}");
        }

        ShardMerge.Write(folder, shards);
        return RunEnd.Report(folder, $"merged: {shards.Shards.Count} shards; {shards.Done} of {shards.Jobs}; {shards.Failed} failed", areFailuresOk, terminal);
    }

    private static int Missing(ShardsState shards, ShardState[] missing, Terminal terminal)
    {
        foreach (ShardState shard in missing)
        {
            string far = shard.Facts is { } facts ? $"{shard.Marked.Jobs} of {facts.Jobs} done" : "nothing done";
            string who = shard is { IsRunning: true, Lease: { } lease } ? $", running on {lease.Host}" : "";
            terminal.Say($"shard {shard.Shard} is missing: {shard.Word}, {far}{who}");
            if (!shard.IsRunning && shards.Call is { } call)
            {
                terminal.Say($"  {EngineOptions.Line(call, shard.Shard)}");
            }
        }

        terminal.Fail($"{missing.Length} of {shards.Shards.Count} shards are missing: nothing was merged; run them again, then merge");
        return ExitCodes.Failed;
    }
}
