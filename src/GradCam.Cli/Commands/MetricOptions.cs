using System.CommandLine;
using System.Globalization;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>The options that say what is measured; made anew for each command that takes them.</summary>
internal sealed class MetricOptions
{
    /// <summary>The options that say how values are summed up.</summary>
    public const string ResamplesName = "--resamples", ConfidenceName = "--confidence", ChooseName = "--choose";

    private const string Everything = "all";
    private const int MostResamples = 1_000_000;

    private static readonly string[] Usual = [AverageDropMetric.Name, IncreaseMetric.Name, DeletionMetric.Name, InsertionMetric.Name];
    private static readonly string[] UsualWithTruth = [PointingMetric.Name, EnergyMetric.Name];

    private readonly Option<IReadOnlyList<IMetric>?> metric = new("--metric")
    {
        Description = "What is measured, with commas between; \"gradcam metrics\" lists them. Parameters follow a metric after colons, as in deletion:steps=32:baseline=blur; all stands for every one. "
            + $"Default: {string.Join(',', Usual)}, and with --truth {string.Join(',', UsualWithTruth)}.",
        HelpName = "KEY,KEY",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = OptionParsing.With<IReadOnlyList<IMetric>>(text =>
            [.. text.Split(',', StringSplitOptions.TrimEntries).SelectMany(one => one.Equals(Everything, StringComparison.OrdinalIgnoreCase) ? MetricCatalog.All : [MetricCatalog.Parse(one)])]),
    };

    private readonly Option<string?> truth = new("--truth")
    {
        Description = "Where the objects are: a folder of masks as PNG files, named after their pictures (cat.png for every class, cat-NAME.png or cat-2-NAME.png for class NAME), or a COCO file of boxes (JSON). Default: not known.",
        HelpName = "FOLDER|FILE",
        CustomParser = OptionParsing.Name("--truth"),
    };

    private readonly Option<int?> resamples = new(ResamplesName)
    {
        Description = $"How many times the bootstrap draws for each interval, 1 to {MostResamples}. Default: 1000.",
        HelpName = "N",
        CustomParser = OptionParsing.WholeNumber(ResamplesName, 1, MostResamples),
    };

    private readonly Option<string?> confidence = new(ConfidenceName)
    {
        Description = "The share of the bootstrap's means that an interval holds, above 0 and below 1. Default: 0.95.",
        HelpName = "SHARE",
        CustomParser = OptionParsing.With<string>(text => Share(text) is null
            ? throw new UsageException($"{ConfidenceName} {text}: not a number above 0 and below 1; \"gradcam evaluate --help\" lists the options")
            : text),
    };

    private readonly Option<string?> choose = new(ChooseName)
    {
        Description = "Name the best method and layer of each network by this metric, with the interval of its lead, and the options to use it. Default: off.",
        HelpName = "KEY",
        CustomParser = OptionParsing.Name(ChooseName),
    };

    /// <summary>Makes the options and adds them to a command.</summary>
    public MetricOptions(Command command)
    {
        metric.CompletionSources.Add(_ => MetricCatalog.All.Select(one => one.Key));
        choose.CompletionSources.Add(_ => MetricCatalog.All.SelectMany(one => one.Parts).Select(part => part.Name));
        foreach (Option option in (Option[])[metric, truth, choose, resamples, confidence])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The options' values; reads the truth.</summary>
    /// <exception cref="UsageException">They do not fit each other, or the truth cannot be read.</exception>
    public EvaluationOptions Bind(ParseResult call)
    {
        ITruth? known = call.GetValue(truth) is { } path ? TruthSource.Open(path) : null;
        string? choice = call.GetValue(choose);
        IReadOnlyList<IMetric> metrics = call.GetValue(metric) is { Count: > 0 } named
            // Of all of them, those that nothing can be asked of are left out.
            ? [.. named.Count >= MetricCatalog.All.Count ? named.Where(one => known is not null || !one.NeedsTruth) : named]
            : [.. Usual.Concat(known is null ? [] : UsualWithTruth).Concat(choice is null ? [] : [choice.Split('-')[0]]).Distinct().Select(MetricCatalog.Find)];
        (int draws, double share, _) = Summing(call.GetValue(resamples), call.GetValue(confidence), choice);
        var options = new EvaluationOptions { Metrics = metrics, Truth = known, Choose = choice, Resamples = draws, Confidence = share };
        options.Validate();
        return options;
    }

    /// <summary>How values are summed up, by the options' values; null where one is not given.</summary>
    public static (int Resamples, double Confidence, string? Choose) Summing(int? resamples, string? confidence, string? choose) =>
        (resamples ?? 1000, confidence is null ? 0.95 : Share(confidence)!.Value, choose);

    private static double? Share(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is > 0 and < 1 ? share : null;
}
