using System.CommandLine;
using GradCam.Methods;
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
    public IReadOnlyList<IAttributionMethod> Methods => Value<IReadOnlyList<IAttributionMethod>>("--method") ?? [];

    /// <summary>A recorded evaluation, summed up and chosen by as the call asks: its values do not depend on that, and its settings do not tell it.</summary>
    public RecordedEvaluation SummedUp(RecordedEvaluation recorded) => recorded with
    {
        Evaluation = recorded.Evaluation with { Resamples = Summing.Resamples, Confidence = Summing.Confidence, Choose = Summing.Choose },
    };

    /// <summary>What the call asks for that does not change what is computed: two calls that differ in it alone may work on one run.</summary>
    public object Ending => (FailOn, Summing);

    private (int Resamples, double Confidence, string? Choose) Summing =>
        MetricOptions.Summing(Value<int?>(MetricOptions.ResamplesName), Value<string>(MetricOptions.ConfidenceName), Value<string>(MetricOptions.ChooseName));

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
