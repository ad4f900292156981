using System.CommandLine;
using System.CommandLine.Parsing;

namespace GradCam.Cli;

/// <summary>Turns what System.CommandLine found wrong with a call into the one line that this program says.</summary>
internal static class WrongCall
{
    /// <summary>System.CommandLine would name the root command after whatever process it runs in.</summary>
    private const string ProgramName = "gradcam";

    /// <summary>The line: the thing, what is wrong, the nearest names, and the command that lists them.</summary>
    /// <param name="call">A call with parse errors.</param>
    public static string Describe(ParseResult call)
    {
        // A value is told first: what follows a missing one is unmatched too, and says less.
        if (call.Errors.FirstOrDefault(error => error.SymbolResult is not CommandResult) is { } wrongValue)
        {
            return Describe(wrongValue);
        }

        string? stray = call.UnmatchedTokens.FirstOrDefault(IsOption) ?? (call.UnmatchedTokens is [string first, ..] ? first : null);
        if (stray is null)
        {
            return call.Errors[0].Message;
        }

        List<Command> path = PathTo(call.CommandResult);
        string help = $"\"{Words(path)} --help\" lists them";
        if (IsOption(stray))
        {
            string name = stray.Split('=', ':')[0];
            IEnumerable<string> options = path.SelectMany(command => command.Options.Where(option => command == path[^1] || option.Recursive)).Select(option => option.Name);
            return $"{name}: no such option{NameAdvice.For(name, options)}; {help}";
        }

        return $"{stray}: neither a command nor an option's value{NameAdvice.For(stray, path[^1].Subcommands.Select(command => command.Name))}; {help}";
    }

    private static string Words(List<Command> path) => string.Join(' ', path.Select(command => command is RootCommand ? ProgramName : command.Name));

    private static bool IsOption(string token) => token.StartsWith('-');

    /// <summary>Values that this program's own parsers refused carry their line; the rest is about how many values there are.</summary>
    private static string Describe(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Tokens.Count: 0 } option => $"{option.Option.Name}: a value is missing; {option.Option.Description}",
        OptionResult { IdentifierTokenCount: > 1 } option => $"{option.Option.Name}: given {option.IdentifierTokenCount} times; give it once",
        ArgumentResult { Parent: CommandResult command, Tokens.Count: 0 } argument =>
            $"{argument.Argument.Name} is missing; \"{Words(PathTo(command))} --help\" shows how it is called",
        _ => error.Message,
    };

    private static List<Command> PathTo(CommandResult result)
    {
        List<Command> path = [];
        for (SymbolResult? at = result; at is CommandResult command; at = at.Parent)
        {
            path.Insert(0, command.Command);
        }

        return path;
    }
}
