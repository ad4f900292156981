using System.CommandLine;

namespace GradCam.Cli.Commands;

/// <summary>The options that ask what speaks against the maps; made anew for each command that takes them.</summary>
internal sealed class CheckOptions
{
    private static readonly string[] VerdictWords = ["contradicted", "weak"];

    private readonly Option<bool> check = new("--check")
    {
        Description = "Look for reasons to distrust each map, with some thirteen more forward and three more backward passes a map: it is supported, weak or contradicted. Default: off.",
    };

    private readonly Option<string?> failOn = new("--fail-on")
    {
        Description = "With --check: end with exit code 3 where a map is contradicted, or weak or worse. Default: never.",
        HelpName = "VERDICT",
        CustomParser = OptionParsing.With<string>(text => OptionParsing.OneOf("--fail-on", text, VerdictWords)),
    };

    /// <summary>Makes the options and adds them to a command.</summary>
    public CheckOptions(Command command)
    {
        failOn.CompletionSources.Add(VerdictWords);
        command.Options.Add(check);
        command.Options.Add(failOn);
    }

    /// <summary>Whether the maps are checked.</summary>
    public bool Check(ParseResult call) => call.GetValue(check);

    /// <summary>A run over many pictures with what the call says of checks.</summary>
    public BatchCall Bind(BatchCall run, ParseResult call) => run with
    {
        FailOn = FailOn(call),
        Options = run.Options with { Maps = run.Options.Maps with { Check = Check(call) } },
    };

    /// <summary>The mildest verdict that makes the call fail; null for none.</summary>
    /// <exception cref="UsageException">Nothing is checked that could make it fail.</exception>
    public MapVerdict? FailOn(ParseResult call) => call.GetValue(failOn) is not { } word ? null
        : Check(call) ? (word == VerdictWords[0] ? MapVerdict.Contradicted : MapVerdict.Weak)
        : throw new UsageException($"--fail-on {word} says what a check may find: pass --check too");
}
