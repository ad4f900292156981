using System.CommandLine;

namespace GradCam.Cli.Tests;

/// <summary>The help of every command, word for word.</summary>
public class ApprovedHelpTests
{
    public static TheoryData<string> Commands => [.. AllCommands()];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_OfEachCommand_IsTheApprovedOne(string command)
    {
        CallResult help = Workplace.Call([.. command.Split(' ')[1..], "--help"]);

        // The program's name is that of the process, which is another one under a test runner.
        string process = RootCommand.ExecutableName;
        Approved.Matches(FileOf(command), help.Output.Replace($"  {process} ", "  gradcam ", StringComparison.Ordinal));
    }

    [Fact]
    public void ApprovedHelp_OfACommandThatIsNoMore_IsGone() => Assert.Equal(
        AllCommands().Select(FileOf).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Approved.Folder, "help-*").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    private static string FileOf(string command) => $"help-{command.Replace(' ', '-')}.txt";

    private static IEnumerable<string> AllCommands() =>
        WithThoseBelow("gradcam", CommandLine.Grammar(new Terminal(TextWriter.Null, TextWriter.Null), CommandLine.VerboseOption()));

    private static IEnumerable<string> WithThoseBelow(string name, Command command) =>
        command.Subcommands.SelectMany(below => WithThoseBelow($"{name} {below.Name}", below)).Prepend(name);
}
