using System.CommandLine;
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
           from Match call in Call().Matches(block.Groups[1].Value.Replace("\\\n", " ", StringComparison.Ordinal))
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

    /// <summary>As a shell parts a line without variables into words.</summary>
    private static string[] Words(string call) =>
        [.. Word().Matches(call).Select(match => match.Value.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal))];

    [GeneratedRegex("^[ \t]*```(?:sh|bash|)\n(.*?)^[ \t]*```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    // The program by its name, whatever folder it is called from, up to what a shell does with its output.
    [GeneratedRegex(@"(?:^|[\s/])gradcam ((?:""[^""\n]*""|'[^'\n]*'|[^|>&#\n])+)")]
    private static partial Regex Call();

    [GeneratedRegex("""(?:"[^"]*"|'[^']*'|[^\s"'])+""")]
    private static partial Regex Word();
}
