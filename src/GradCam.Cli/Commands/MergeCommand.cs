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
        Option<string?> failOn = CheckOptions.FailOnOption("End with exit code 3 where a map that the shards checked is contradicted, or weak or worse. Default: as the shards' own call says.");
        command.Options.Add(failuresOk);
        command.Options.Add(failOn);
        command.SetAction(call => BatchRemedy.With(
            "give the --output-dir of a batch with --shard",
            "end the run that writes there, or make room",
            () => Run(call.GetRequiredValue(folder), call.GetValue(failuresOk), call.GetValue(failOn), terminal)));
        return new CommandDefinition(command, "gradcam merge results");
    }

    private static int Run(string folder, bool areFailuresOk, string? failOn, Terminal terminal)
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

        RefuseUnchecked(shards, failOn);
        CallWords call = CallOf(shards, terminal);
        ShardMerge.Write(folder, shards);
        return RunEnd.Report(folder, $"merged: {shards.Shards.Count} shards; {shards.Done} of {shards.Jobs}; {shards.Failed} failed", areFailuresOk, terminal, call, failOn is null ? call.FailOn : CheckOptions.VerdictOf(failOn));
    }

    /// <summary>The shards' call; where they were called to end in several ways, the first one's.</summary>
    private static CallWords CallOf(ShardsState shards, Terminal terminal)
    {
        CallWords[] calls = [.. shards.Shards.Select(shard => CallWords.Read(shard.Facts?.Call, terminal))];
        if (calls.DistinctBy(call => call.Ending).Count() > 1)
        {
            terminal.Warn($"the shards were called with different {CallWords.EndingNames}: those of shard {shards.Shards[0].Shard} are taken");
        }

        return calls[0];
    }

    /// <summary>Where nothing was checked, a run that is to fail on what checks find would always pass.</summary>
    private static void RefuseUnchecked(ShardsState shards, string? failOn)
    {
        string file = shards.Shards[0].Files.Settings;
        if (failOn is not null && RunSettings.Parse(File.ReadAllBytes(file), file).Values.All(setting => setting.Key != SettingCatalog.Check))
        {
            throw new UsageException($"{CheckOptions.FailOnName} {failOn} says what a check may find, and the shards were made without --check");
        }
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
