using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary><c>gradcam status</c>: how far the shards of a batch have come.</summary>
internal static class StatusCommand
{
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Makes the command.</summary>
    public static CommandDefinition Define(Terminal terminal)
    {
        var command = new Command("status", "Tells how far the shards of a batch have come: pictures done, rate, time left, and when each was heard of last.");
        var folder = new Argument<string>("FOLDER") { Description = "The --output-dir of the shards." };
        var json = new Option<bool>("--json") { Description = "Print it as JSON. Default: off." };
        command.Arguments.Add(folder);
        command.Options.Add(json);
        command.SetAction(call => BatchRemedy.With(
            "give the --output-dir of a batch with --shard", null, () => Run(call.GetRequiredValue(folder), call.GetValue(json), terminal)));
        return new CommandDefinition(command, "gradcam status results", "gradcam status results --json");
    }

    private static int Run(string folder, bool json, Terminal terminal)
    {
        var shards = ShardsState.Read(folder);
        foreach (string line in json ? Json(shards).Split('\n') : Lines(shards))
        {
            terminal.Say(line);
        }

        return ExitCodes.Done;
    }

    private static IEnumerable<string> Lines(ShardsState shards)
    {
        string[][] rows =
        [
            ["shard", "state", "done", "failed", "attempts", "host", "job", "heard of", "pictures/s"],
            .. shards.Shards.Select(shard => (string[])
            [
                $"{shard.Shard}",
                shard.Word,
                Text($"{shard.Marked.Jobs}/{shard.Facts?.Jobs.ToString(CultureInfo.InvariantCulture) ?? "?"}"),
                Text($"{shard.Marked.Failed}"),
                Text($"{shard.Attempts}"),
                shard.Lease?.Host ?? "",
                shard.Lease?.Job ?? "",
                shard.LeaseAge is { } age ? $"{Clock(age)} ago" : "",
                shard.PerSecond is { } rate ? Text($"{rate:0.0}") : "",
            ]),
        ];
        foreach (string line in TextTable.Lines(rows))
        {
            yield return line;
        }

        string left = Left(shards) is { } time ? $", {Clock(time)} left at this rate" : "";
        yield return Text($"{shards.Done} of {shards.Jobs?.ToString(CultureInfo.InvariantCulture) ?? "?"} done, {shards.Failed} failed; {shards.Shards.Count - shards.Missing.Count()} of {shards.Shards.Count} shards done; {shards.PerSecond:0.0} pictures/s{left}");
    }

    private static string Json(ShardsState shards) => JsonSerializer.Serialize(
        new
        {
            done = shards.Done,
            total = shards.Jobs,
            failed = shards.Failed,
            per_second = Math.Round(shards.PerSecond, 3),
            seconds_left = Left(shards)?.TotalSeconds,
            shards = shards.Shards.Select(shard => new
            {
                shard = shard.Shard.Index,
                of = shard.Shard.Count,
                state = shard.Word,
                done = shard.Marked.Jobs,
                total = shard.Facts?.Jobs,
                failed = shard.Marked.Failed,
                attempts = shard.Attempts,
                host = shard.Lease?.Host,
                process = shard.Lease?.Process,
                job = shard.Lease?.Job,
                instruction_set = shard.Lease?.InstructionSet,
                lease_seconds = shard.LeaseAge?.TotalSeconds,
                per_second = shard.PerSecond,
            }),
        },
        Form);

    private static TimeSpan? Left(ShardsState shards) =>
        shards is { Jobs: { } jobs, PerSecond: > 0 } ? TimeSpan.FromSeconds(Math.Round((jobs - shards.Done) / shards.PerSecond)) : null;

    private static string Clock(TimeSpan time) => Text($"{(long)time.TotalHours}:{time:mm\\:ss}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
