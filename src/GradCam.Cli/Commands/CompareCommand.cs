using System.CommandLine;
using System.Globalization;
using GradCam.Imaging;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary><c>gradcam compare</c>: are these the pictures that were expected?</summary>
internal static class CompareCommand
{
    /// <summary>Makes the command.</summary>
    public static CommandDefinition Define(Terminal terminal)
    {
        var standard = new ComparisonLimits();
        var command = new Command("compare", "Compares pictures with expected ones, paired by name. Exit code: 0 the same, 1 different, 2 wrong call or no answer.");
        var expected = new Argument<string>("EXPECTED") { Description = "A picture, or a folder of pictures." };
        var actual = new Argument<string>("ACTUAL") { Description = "The same kind of thing." };
        Option<double?> maxMean = Limit(
            "--max-mean", "LEVELS", string.Create(CultureInfo.InvariantCulture, $"The largest mean difference accepted, 0 (equal) to 255. Default: {standard.MaxMean}."));
        Option<double?> minSsim = Limit(
            "--min-ssim", "SSIM", string.Create(CultureInfo.InvariantCulture, $"The least structural similarity accepted, -1 to 1 (equal). Default: {standard.MinSsim}."));
        var report = new Option<string?>("--report")
        {
            Description = "Also write a page with expected, actual and difference side by side.",
            HelpName = "FILE.html",
            CustomParser = OptionParsing.Name("--report"),
        };
        command.Arguments.Add(expected);
        command.Arguments.Add(actual);
        foreach (Option option in (Option[])[maxMean, minSsim, report])
        {
            command.Options.Add(option);
        }

        command.SetAction(call => Run(
            call.GetRequiredValue(expected),
            call.GetRequiredValue(actual),
            new ComparisonLimits(call.GetValue(maxMean) ?? standard.MaxMean, call.GetValue(minSsim) ?? standard.MinSsim),
            call.GetValue(report),
            terminal));
        return new CommandDefinition(
            command, "gradcam compare expected actual --report difference.html", "gradcam compare expected.png actual.png --max-mean 0 --min-ssim 1");
    }

    private static int Run(string expected, string actual, ComparisonLimits limits, string? report, Terminal terminal)
    {
        try
        {
            return Compare(expected, actual, limits, report, terminal);
        }
        catch (GradCamException failure) when (failure is not UsageException)
        {
            // The code of other failures says here that the pictures differ, which was not found out.
            throw new UsageException(failure.Message, failure);
        }
    }

    private static int Compare(string expected, string actual, ComparisonLimits limits, string? report, Terminal terminal)
    {
        Comparison comparison;
        using (terminal.Watch($"comparing {actual} with {expected}"))
        {
            comparison = PictureComparer.Compare(expected, actual, limits);
        }

        List<string[]> rows = [["picture", "verdict", "largest", "mean", "PSNR", "SSIM", ""]];
        rows.AddRange(comparison.Pictures.Select(Row));
        foreach (string line in TextTable.Lines(rows))
        {
            terminal.Say(line);
        }

        int alike = comparison.Count(PictureVerdict.Same);
        terminal.Say($"{alike} of {comparison.Pictures.Count} the same");
        if (report is not null)
        {
            DifferencePage.Write(comparison, report);
            terminal.Say(report);
        }

        // The code of other failures says that the pictures differ: sameness that could not be printed must not get it.
        int same = terminal.OutputFailure is null ? ExitCodes.Done : ExitCodes.WrongCall;
        return comparison.IsSame ? same : ExitCodes.Different;
    }

    private static string[] Row(PictureComparison picture)
    {
        string[] measured = picture.Quality is { } quality ? Measured(quality) : ["-", "-", "-", "-"];
        return [picture.Name, picture.Verdict.ToString().ToLowerInvariant(), .. measured, picture.Finding];
    }

    private static string[] Measured(PictureQuality quality) =>
    [
        quality.LargestDifference.ToString(CultureInfo.InvariantCulture),
        quality.MeanDifference.ToString("0.0000", CultureInfo.InvariantCulture),
        double.IsInfinity(quality.Psnr) ? "equal" : quality.Psnr.ToString("0.0 dB", CultureInfo.InvariantCulture),
        quality.Ssim.ToString("0.0000", CultureInfo.InvariantCulture),
    ];

    private static Option<double?> Limit(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = OptionParsing.With<double?>(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new UsageException($"{name} {text}: not a number; \"gradcam compare --help\" lists the options")),
    };
}
