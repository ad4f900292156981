using System.CommandLine;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>What an earlier call asked for, read out of its words: a shard's folder keeps these, so that a merge knows what the shards were to end with.</summary>
internal sealed class CallWords
{
    /// <summary>The options that <see cref="Ending"/> compares.</summary>
    public const string EndingNames = $"{MetricOptions.ChooseName}, {MetricOptions.ConfidenceName}, {MetricOptions.ResamplesName} or {CheckOptions.FailOnName}";

    private readonly ParseResult? call;

    private CallWords(ParseResult? call) => this.call = call;

    /// <summary>The mildest verdict of a check that makes the run fail; null for none.</summary>
    public MapVerdict? FailOn => Value<string>(CheckOptions.FailOnName) is { } word ? CheckOptions.VerdictOf(word) : null;

    /// <summary>The methods that it names, with their parameters; none where it names none.</summary>
    public IReadOnlyList<IAttributionMethod> Methods => Value<IReadOnlyList<IAttributionMethod>>(MapOptions.MethodName) ?? [];

    /// <summary>The layers that it names; none where it names none.</summary>
    public IReadOnlyList<string> Layers => Value<IReadOnlyList<string>>(MapOptions.LayerName) ?? [];

    /// <summary>The list of pictures; null where it names none.</summary>
    public string? Manifest => Value<string>(BatchOptions.ManifestName);

    /// <summary>A recorded evaluation, summed up and chosen by as the call asks: its values do not depend on that, and its settings do not tell it.</summary>
    public RecordedEvaluation SummedUp(RecordedEvaluation recorded) => recorded with
    {
        Evaluation = recorded.Evaluation with { Resamples = Summing.Resamples, Confidence = Summing.Confidence, Choose = Summing.Choose },
    };

    /// <summary>What the call asks for that does not change what is computed: two calls that differ in it alone may work on one run.</summary>
    public object Ending => (FailOn, Summing);

    private (int Resamples, double Confidence, string? Choose) Summing =>
        MetricOptions.Summing(Value<int?>(MetricOptions.ResamplesName), Value<string>(MetricOptions.ConfidenceName), Value<string>(MetricOptions.ChooseName));

    /// <summary>An option as it was given, with its values; nothing where it was not.</summary>
    /// <param name="name">The option's name.</param>
    public IReadOnlyList<string> WordsOf(string name) =>
        Option(name) is { } option && call!.GetResult(option) is { Implicit: false } given ? [name, .. given.Tokens.Select(token => token.Value)] : [];

    /// <summary>The file that a network's weights came from, a row's own before the run's; null for the published ones.</summary>
    /// <param name="network">The network, as results name it.</param>
    public string? WeightsOf(string network)
    {
        // Weights without a network are those of the one that the run names, or, where it names none, of the one that they tell themselves.
        string? only = Value<string[]>(BatchOptions.NetworkName) is [var one] ? one : null;
        IEnumerable<GivenWeights> given = [.. Rows(), .. (Value<string[]>(BatchOptions.WeightsName) ?? []).Select(BatchOptions.Weights)];
        return given.FirstOrDefault(weights => NetworkChoice.OfModel(weights.Path) is { } model
            ? model.Network == network
            : (weights.Network ?? only) is not { } named || NetworkCatalog.Known(named) == NetworkCatalog.Known(network))?.Path;
    }

    /// <summary>The weights of a list's rows; a list that is gone by now has none.</summary>
    private IEnumerable<GivenWeights> Rows()
    {
        try
        {
            return Manifest is { } list
                ? [.. PictureList.FromManifest(list).Where(row => row.WeightPath is not null).Select(row => new GivenWeights(row.Network, row.WeightPath!)).Distinct()]
                : [];
        }
        catch (GradCamException)
        {
            return [];
        }
    }

    /// <summary>Reads them; a call of another version, that this one does not understand, asked for nothing.</summary>
    /// <param name="words">The words; null where none are known.</param>
    /// <param name="terminal">What the commands tell on; nothing is told.</param>
    public static CallWords Read(IReadOnlyList<string>? words, Terminal terminal)
    {
        ParseResult? call = words is null ? null : CommandLine.Parse(words, terminal);
        return new CallWords(call is { Errors.Count: 0 } ? call : null);
    }

    private Option? Option(string name) => call?.CommandResult.Command.Options.FirstOrDefault(option => option.Name == name);

    private T? Value<T>(string name) => Option(name) is Option<T> option ? call!.GetValue(option) : default;
}
