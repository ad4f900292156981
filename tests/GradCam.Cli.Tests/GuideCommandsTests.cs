using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;
using GradCam.Core.Tests;

namespace GradCam.Cli.Tests;

/// <summary>Every call of the program that a text of the repository shows is one that the program understands.</summary>
public sealed partial class GuideCommandsTests
{
    public static IEnumerable<object[]> Calls =>
    [
        .. from path in Directory.EnumerateFiles(SourceTree.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*.md", SearchOption.AllDirectories))
           where !path.Contains("node_modules", StringComparison.Ordinal)
           from Match block in Block().Matches(File.ReadAllText(path))
           where block.Groups[1].Value is "" or "sh" or "bash" or "yaml"
           from Match call in Call().Matches(block.Groups[2].Value.Replace("\\\n", " ", StringComparison.Ordinal))
           // What a shell makes of its variables is not known here.
           where !call.Value.Contains('$', StringComparison.Ordinal)
           select (object[])[Path.GetRelativePath(SourceTree.Root, path), call.Groups[1].Value.Trim()],
    ];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Text_EveryCallOfTheProgram_Parses(string text, string call)
    {
        Assert.NotEmpty(text);
        ParseResult parsed = CommandLine.Grammar(new Terminal(TextWriter.Null, TextWriter.Null), CommandLine.VerboseOption()).Parse(Words(call));

        Assert.Empty(parsed.Errors.Select(error => error.Message));
    }

    [Fact]
    public void Reference_EveryOptionAndCommand_IsNamed()
    {
        string text = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "command-line.md"));
        RootCommand root = CommandLine.Grammar(new Terminal(TextWriter.Null, TextWriter.Null), CommandLine.VerboseOption());
        string[] names = [.. root.Options.Where(option => option is not HelpOption and not VersionOption).Select(option => option.Name), .. root.Subcommands.Select(command => command.Name)];

        Assert.Contains("--image-path", names);
        Assert.Contains("batch", names);
        Assert.All(names, name => Assert.Matches($"`(gradcam )?{name}[` ]", text));
    }

    /// <summary>As a shell parts a line without variables into words.</summary>
    private static string[] Words(string call) =>
        [.. Word().Matches(call).Select(match => match.Value.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal))];

    // Blocks of every language, since the end of one that is passed over would else begin the next.
    [GeneratedRegex("^[ \t]*```([^`\r\n]*)\r?\n(.*?)^[ \t]*```[ \t]*\r?$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    // The program by its name, whatever folder it is called from, up to what a shell does with its output or the quotation's end.
    [GeneratedRegex(@"(?:^|[\s/])gradcam ((?:""[^""\n]*""|'[^'\n]*'|[^|>&#""'\n])+)")]
    private static partial Regex Call();

    [GeneratedRegex("""(?:"[^"]*"|'[^']*'|[^\s"'])+""")]
    private static partial Regex Word();
}
