using GradCam.Methods;

namespace GradCam.Runs;

/// <summary>Average gain: the share of what the class's probability lacks to 1 that the masked picture gives, <c>max(0, f_M - f) / (1 - f)</c>, 0 to 1 (Zhang et al., arXiv 2301.07002).</summary>
internal sealed record AverageGainMetric : IMetric
{
    /// <summary>The metric's key.</summary>
    public const string Name = "averagegain";

    /// <summary>What stands where the mask is 0. Default: the mean colour, as the libraries do; the paper's letter is black.</summary>
    public MetricBaseline Baseline { get; init; } = MetricBaseline.Mean;

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Average gain";

    /// <inheritdoc/>
    public string Source => "arXiv 2301.07002";

    /// <inheritdoc/>
    public string Cost => "1F";

    /// <inheritdoc/>
    public IReadOnlyList<MetricPart> Parts => [new(MetricNames.With(Name, Baseline), MetricAim.Higher)];

    /// <inheritdoc/>
    public IReadOnlyList<MetricParameter> Parameters =>
        [MetricParameter.Of("baseline", ParameterRange.Word<MetricBaseline>(), Baseline, baseline => this with { Baseline = baseline })];

    /// <inheritdoc/>
    public MetricWork Measure(MetricContext context) => MaskedScore.Measure(
        context, Baseline, // From the other classes' probabilities, which have digits where the class's is nearly 1.
        (plain, masked) => plain.Rest == 0 ? double.NaN : Math.Max(0, plain.Rest - masked.Rest) / plain.Rest);
}
