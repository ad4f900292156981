using System.CommandLine;

namespace GradCam.Cli.Commands;

/// <summary>What an earlier call asked for, read out of its words: a shard's folder keeps these, so that a merge knows what the shards were to end with.</summary>
internal sealed class CallWords
{
    private readonly ParseResult? call;

    private CallWords(ParseResult? call) => this.call = call;

    /// <summary>The mildest verdict of a check that makes the run fail; null for none.</summary>
    public MapVerdict? FailOn => Value<string>(CheckOptions.FailOnName) is { } word ? CheckOptions.VerdictOf(word) : null;

    /// <summary>Reads them; a call of another version, that this one does not understand, asked for nothing.</summary>
    /// <param name="words">The words; null where none are known.</param>
    /// <param name="terminal">What the commands tell on; nothing is told.</param>
    public static CallWords Read(IReadOnlyList<string>? words, Terminal terminal)
    {
        ParseResult? call = words is null ? null : CommandLine.Parse(words, terminal);
        return new CallWords(call is { Errors.Count: 0 } ? call : null);
    }

    private T? Value<T>(string name) => call?.CommandResult.Command.Options.FirstOrDefault(option => option.Name == name) is Option<T> option ? call.GetValue(option) : default;
}
