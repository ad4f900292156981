using System.CommandLine;

namespace GradCam.Cli.Commands;

/// <summary>The options that ask what speaks against the maps; made anew for each command that takes them.</summary>
internal sealed class CheckOptions
{
    /// <summary>The option that makes a call fail on what a check finds.</summary>
    public const string FailOnName = "--fail-on";

    private static readonly string[] VerdictWords = ["contradicted", "weak"];

    private readonly Option<bool> check = new("--check")
    {
        Description = "Look for reasons to distrust each map, with 11 more forward passes a map, or up to 33 where the first tell too little, and three more of what the method takes: it is supported, weak or contradicted. Default: off.",
    };

    private readonly Option<string?> failOn = FailOnOption("With --check: end with exit code 3 where a map is contradicted, or weak or worse. Default: never.");

    /// <summary>Makes the options and adds them to a command.</summary>
    public CheckOptions(Command command)
    {
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
        : Check(call) ? VerdictOf(word)
        : throw new UsageException($"{FailOnName} {word} says what a check may find: pass --check too");

    /// <summary>The option, for a command.</summary>
    /// <param name="description">What it does there.</param>
    public static Option<string?> FailOnOption(string description)
    {
        Option<string?> option = new(FailOnName)
        {
            Description = description,
            HelpName = "VERDICT",
            CustomParser = OptionParsing.With<string>(text => OptionParsing.OneOf(FailOnName, text, VerdictWords)),
        };
        option.CompletionSources.Add(VerdictWords);
        return option;
    }

    /// <summary>The verdict that a word of the option means.</summary>
    public static MapVerdict VerdictOf(string word) => word == VerdictWords[0] ? MapVerdict.Contradicted : MapVerdict.Weak;
}
