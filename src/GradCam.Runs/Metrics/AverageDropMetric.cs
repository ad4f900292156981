using GradCam.Methods;

namespace GradCam.Runs;

/// <summary>Average drop: the share of the class's probability that is lost where the picture is masked, <c>max(0, f - f_M) / f</c>, 0 to 1 (Chattopadhyay et al., arXiv 1710.11063, section 5.1).</summary>
internal sealed record AverageDropMetric : IMetric
{
    /// <summary>The metric's key.</summary>
    public const string Name = "averagedrop";

    /// <summary>What stands where the mask is 0. Default: the mean colour, as the libraries do; the paper's letter is black.</summary>
    public MetricBaseline Baseline { get; init; } = MetricBaseline.Mean;

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Average drop";

    /// <inheritdoc/>
    public string Source => "arXiv 1710.11063";

    /// <inheritdoc/>
    public string Cost => "1F";

    /// <inheritdoc/>
    public IReadOnlyList<MetricPart> Parts => [new(MetricNames.With(Name, Baseline), MetricAim.Lower)];

    /// <inheritdoc/>
    public IReadOnlyList<MetricParameter> Parameters =>
        [MetricParameter.Of("baseline", ParameterRange.Word<MetricBaseline>(), Baseline, baseline => this with { Baseline = baseline })];

    /// <inheritdoc/>
    public MetricWork Measure(MetricContext context) => MaskedScore.Measure(
        context, Baseline, (plain, masked) => plain.Probability == 0 ? double.NaN : Math.Max(0, plain.Probability - masked.Probability) / plain.Probability);
}
