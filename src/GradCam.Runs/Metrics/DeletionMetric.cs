using GradCam.Methods;

namespace GradCam.Runs;

/// <summary>Deletion: the area under the class's probability while a map's first pixels are taken away (Petsiuk et al., arXiv 1806.07421, section 4.2).</summary>
/// <remarks>Areas can be compared only where steps and baseline are the same.</remarks>
internal sealed record DeletionMetric : IMetric
{
    /// <summary>The metric's key.</summary>
    public const string Name = "deletion";

    /// <summary>How many steps, 1 or more. Default: 16.</summary>
    public int Steps { get; init; } = StepCurve.Steps;

    /// <summary>What stands in the place of pixels that are not there. Default: the mean colour.</summary>
    public MetricBaseline Baseline { get; init; } = MetricBaseline.Mean;

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Deletion";

    /// <inheritdoc/>
    public string Source => "arXiv 1806.07421";

    /// <inheritdoc/>
    public string Cost => "(steps - 1)F";

    /// <inheritdoc/>
    public IReadOnlyList<MetricPart> Parts => [new(MetricNames.With(Name, Baseline), MetricAim.Lower, StepCurve.Points(Steps))];

    /// <inheritdoc/>
    public IReadOnlyList<MetricParameter> Parameters =>
    [
        MetricParameter.Of("steps", StepCurve.Range, Steps, steps => this with { Steps = steps }),
        MetricParameter.Of("baseline", ParameterRange.Word<MetricBaseline>(), Baseline, baseline => this with { Baseline = baseline }),
    ];

    /// <inheritdoc/>
    public MetricWork Measure(MetricContext context) => StepCurve.Measure(context, Steps, count => Removal.Without(context, count, Baseline));
}
