using System.CommandLine;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary><c>gradcam report</c>: tables and page of a batch that was run before.</summary>
internal static class ReportCommand
{
    private const int MostMegabytes = 1024;

    /// <summary>Makes the command.</summary>
    public static CommandDefinition Define(Terminal terminal)
    {
        var command = new Command("report", $"Makes {string.Join(", ", RunReports.Files)} of a batch's results again.");
        var folder = new Argument<string>("FOLDER") { Description = "The --output-dir of the batch." };
        var embed = new Option<int?>("--embed")
        {
            Description = $"How many megabytes of pictures stand in the page, 0 to {MostMegabytes}; if there are more, all lie beside it. Default: 16.",
            HelpName = "MB",
            CustomParser = OptionParsing.WholeNumber("--embed", 0, MostMegabytes),
        };
        var links = new Option<string?>("--print-table")
        {
            Description = "Write nothing; print the table instead, for a text that lies elsewhere: its links start with PREFIX, such as results/.",
            HelpName = "PREFIX",
        };
        command.Arguments.Add(folder);
        command.Options.Add(embed);
        command.Options.Add(links);
        command.SetAction(call => Run(call.GetRequiredValue(folder), call.GetValue(embed), call.GetValue(links), terminal));
        return new CommandDefinition(command, "gradcam report results", "gradcam report results --print-table results/");
    }

    private static int Run(string folder, int? megabytes, string? linkPrefix, Terminal terminal) =>
        BatchRemedy.With("give the --output-dir of a batch", "end the run that writes there, or make room", () => Report(folder, megabytes, linkPrefix, terminal));

    private static int Report(string folder, int? megabytes, string? linkPrefix, Terminal terminal)
    {
        if (linkPrefix is not null)
        {
            using StringWriter text = new();
            new MarkdownTable().With(ResultsReader.Stream(folder).Select(line => line.Line)).Write(text, linkPrefix);
            foreach (string line in text.ToString().TrimEnd('\n').Split('\n'))
            {
                terminal.Say(line);
            }

            return ExitCodes.Done;
        }

        using ResultsFolder results = ResultsFolder.Reopen(folder);
        RunReports.Write(results, megabytes is { } given ? (long)given << 20 : RunReports.DefaultEmbeddedBytes);
        foreach (string file in RunReports.Files)
        {
            terminal.Say(Path.Combine(folder, file));
        }

        return ExitCodes.Done;
    }
}
