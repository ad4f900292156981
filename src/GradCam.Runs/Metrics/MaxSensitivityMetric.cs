using System.Globalization;
using GradCam.Maps;
using GradCam.Methods;
using GradCam.Numerics;

namespace GradCam.Runs;

/// <summary>
/// Max-sensitivity: how far a map moves, as a share of its own norm, under the worst of a few small changes of the input (Yeh et al., arXiv 1901.09392,
/// section 4; divided by the norm, as Captum does).
/// </summary>
internal sealed record MaxSensitivityMetric : IMetric
{
    /// <summary>The metric's key.</summary>
    public const string Name = "maxsensitivity";

    /// <summary>How many changes, 1 or more. Default: 10.</summary>
    public int Draws { get; init; } = 10;

    /// <summary>The largest change of a number of the input. Default: 0.05.</summary>
    public double Radius { get; init; } = 0.05;

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Max-sensitivity";

    /// <inheritdoc/>
    public string Source => "arXiv 1901.09392";

    /// <inheritdoc/>
    public string Cost => "draws x (1F 1B) for all maps";

    /// <inheritdoc/>
    public IReadOnlyList<MetricPart> Parts => [new(Name, MetricAim.Lower)];

    /// <inheritdoc/>
    public IReadOnlyList<MetricParameter> Parameters =>
    [
        MetricParameter.Of("draws", ParameterRange.Whole(1, 10_000), Draws, draws => this with { Draws = draws }),
        MetricParameter.Of("radius", ParameterRange.Number(0, 10), Radius, radius => this with { Radius = radius }),
    ];

    /// <inheritdoc/>
    public MetricWork Measure(MetricContext context)
    {
        MeasuredPicture picture = context.Picture;
        string name = string.Create(CultureInfo.InvariantCulture, $"max-sensitivity/{Draws}/{Radius}");
        IReadOnlyList<IReadOnlyList<ExplainedScore>> moved = picture.Explain(name, [.. Enumerable.Range(0, Draws).Select(m => Moved(picture, m))]);
        double[] still = Values(context.Map);
        double norm = Math.Sqrt(still.Sum(value => value * value));
        return MetricWork.Done(norm == 0 ? double.NaN : moved.Max(one => Distance(still, Values(context.MapIn(one)))) / norm);
    }

    private InputFill Moved(MeasuredPicture picture, int m) => input =>
    {
        double[] uniform = FormulaNumbers.Uniform(FormattableString.Invariant($"max-sensitivity/{m}"), input.Length, picture.Seed);
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = (float)(picture.Input[i] + (Radius * ((2 * uniform[i]) - 1)));
        }
    };

    /// <summary>relu(L), or what was found of each colour of each pixel.</summary>
    private static double[] Values(AttributionMap map) => [.. map.Values.Select(value => map.Channels == 1 ? Math.Max((double)value, 0) : value)];

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (one, other) => (one - other) * (one - other)).Sum());
}
