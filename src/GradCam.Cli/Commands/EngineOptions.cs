using System.CommandLine;
using System.Globalization;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>The options for engines that run batches as tasks; made anew for each command that takes them.</summary>
internal sealed class EngineOptions
{
    private const string Auto = "auto", ShardName = "--shard";

    private static readonly string[] Jobs = ["SLURM_JOB_ID", "AWS_BATCH_JOB_ID", "HOSTNAME"];

    private readonly Option<bool> failuresOk = FailuresOkOption();

    private readonly Option<string?> shard = new(ShardName)
    {
        Description = "Do a part of the run alone: I/N, I from 0 to N-1, or auto (auto/N) for the number that Slurm, Kubernetes or AWS Batch gives the task. All parts go to one --output-dir; "
            + "\"gradcam merge\" makes one run of them. Takes --threads with a number. Default: all of it.",
        HelpName = "I/N",
        CustomParser = OptionParsing.Name(ShardName),
    };

    /// <summary>Makes the options and adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withShard">Whether it can do a part of a run. Default: true.</param>
    public EngineOptions(Command command, bool withShard = true)
    {
        shard.CompletionSources.Add(Auto);
        foreach (Option option in withShard ? (Option[])[shard, failuresOk] : [failuresOk])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether failed pictures are no failure.</summary>
    public static Option<bool> FailuresOkOption() => new("--failures-ok")
    {
        Description = "End with exit code 0, not 3, where some of the pictures failed: for engines that take every other code for a failed task. Default: off.",
    };

    /// <summary>A call's words without what says which shard it is, and without <c>--resume</c>.</summary>
    public static IReadOnlyList<string> WithoutShard(IReadOnlyList<string> words)
    {
        List<string> left = [];
        for (int i = 0; i < words.Count; i++)
        {
            if (words[i] == ShardName)
            {
                i++;
            }
            else if (words[i] != "--resume")
            {
                left.Add(words[i]);
            }
        }

        return left;
    }

    /// <summary>The call that works on a shard, as a shell takes it.</summary>
    public static string Line(IReadOnlyList<string> call, Shard shard) => $"gradcam {string.Join(' ', call.Select(ShellWord.Quote))} {ShardName} {shard} --resume";

    /// <summary>What the call asks for; reads the engine's variables.</summary>
    /// <exception cref="UsageException">The shard is none, or no engine tells it.</exception>
    public EngineCall Bind(ParseResult call)
    {
        EngineCall plain = new() { AreFailuresOk = call.GetValue(failuresOk), Job = Jobs.Select(Environment.GetEnvironmentVariable).FirstOrDefault(job => job is not null) };
        if (call.GetResult(shard) is null || call.GetValue(shard) is not { } text)
        {
            return plain;
        }

        Option threads = call.CommandResult.Command.Options.Single(option => option.Name == "--threads");
        if (call.GetResult(threads) is null or { Implicit: true })
        {
            throw new UsageException($"{ShardName} takes --threads with a number: another number of threads gives other last bits, and tasks may run on machines of other sizes");
        }

        string[] parts = text.Split('/');
        if (parts[0] != Auto)
        {
            return plain with { Shard = Shard.Parse(text) };
        }

        int? count = parts.Length == 1 ? null
            : parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given
            : throw new UsageException($"{ShardName} {text}: write auto, or auto/N with the number of shards");
        (Shard found, string told) = BatchRemedy.With($"pass {ShardName} I/N, or {ShardName} auto/N", null, () => ShardVariables.Read(Environment.GetEnvironmentVariable, count));
        return plain with { Shard = found, ShardFrom = told };
    }
}
