using System.CommandLine;

namespace GradCam.Cli.Tests;

/// <summary>The manual page says all that the help says.</summary>
public class ManTests
{
    [Fact]
    public void Man_OfTheWholeProgram_DescribesEveryCommandAndOption()
    {
        CallResult man = Workplace.Call("man");
        string plain = man.Output.Replace("\\-", "-", StringComparison.Ordinal).Replace("\\e", "\\", StringComparison.Ordinal);

        Assert.Equal((0, ""), (man.ExitCode, man.Error));
        Assert.All(Described(CommandLine.Grammar(new Terminal(TextWriter.Null, TextWriter.Null), CommandLine.VerboseOption())), text => Assert.Contains(text, plain, StringComparison.Ordinal));
    }

    [Fact]
    public void Man_EveryLine_IsARequestOrTextThatIsNone() =>
        Assert.All(Workplace.Call("man").OutputLines.Where(line => line.StartsWith('.') || line.StartsWith('\'')), line => Assert.Matches(@"^\.(TH|SH|SS|TP|B|BR|I|br|PP|nf|fi)( |$)", line));

    private static IEnumerable<string> Described(Command command) =>
        command.Options.Where(option => option.Name is not "--help" and not "--version").SelectMany(option => new[] { option.Name, option.Description! })
            .Append(command.Description!)
            .Concat(command.Subcommands.SelectMany(Described));
}
