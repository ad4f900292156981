using GradCam.Methods;

namespace GradCam.Runs;

/// <summary>Increase in confidence: 1 where the class is more probable in the masked picture, else 0 (Chattopadhyay et al., arXiv 1710.11063, section 5.1).</summary>
internal sealed record IncreaseMetric : IMetric
{
    /// <summary>The metric's key.</summary>
    public const string Name = "increase";

    /// <summary>What stands where the mask is 0. Default: the mean colour, as the libraries do; the paper's letter is black.</summary>
    public MetricBaseline Baseline { get; init; } = MetricBaseline.Mean;

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Increase in confidence";

    /// <inheritdoc/>
    public string Source => "arXiv 1710.11063";

    /// <inheritdoc/>
    public string Cost => "1F";

    /// <inheritdoc/>
    public IReadOnlyList<MetricPart> Parts => [new(MetricNames.With(Name, Baseline), MetricAim.Higher)];

    /// <inheritdoc/>
    public IReadOnlyList<MetricParameter> Parameters =>
        [MetricParameter.Of("baseline", ParameterRange.Word<MetricBaseline>(), Baseline, baseline => this with { Baseline = baseline })];

    /// <inheritdoc/>
    public MetricWork Measure(MetricContext context) => MaskedScore.Measure(
        context, Baseline, (plain, masked) => masked.Probability > plain.Probability ? 1 : 0);
}
