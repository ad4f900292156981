using GradCam.Methods;
using GradCam.Recording;

namespace GradCam.Runs;

/// <summary>
/// Infidelity: how far what a map says of a change of the input is from what the change does to the class's logit, squared (Yeh et al., arXiv 1901.09392,
/// definition 2.1). The changes are squares taken away; of an attribution of each colour also noise. The map is scaled first by the factor that
/// fits best, which alone means something for a mask.
/// </summary>
internal sealed record InfidelityMetric : IMetric
{
    /// <summary>The metric's key.</summary>
    public const string Name = "infidelity";

    /// <summary>How many changes, 1 or more. Default: 32.</summary>
    public int Draws { get; init; } = 32;

    /// <summary>The squares' side as a share of the picture's. Default: a quarter.</summary>
    public double Square { get; init; } = 0.25;

    /// <summary>The noise's deviation as a share of the input's range. Default: 0.05.</summary>
    public double Level { get; init; } = 0.05;

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Infidelity";

    /// <inheritdoc/>
    public string Source => "arXiv 1901.09392";

    /// <inheritdoc/>
    public string Cost => "draws x F for all maps, twice for pixels";

    /// <inheritdoc/>
    public IReadOnlyList<MetricPart> Parts =>
        [new(Name, MetricAim.Lower), new($"{Name}-plain", MetricAim.Lower), new($"{Name}-noise", MetricAim.Lower), new($"{Name}-noise-plain", MetricAim.Lower)];

    /// <inheritdoc/>
    public IReadOnlyList<MetricParameter> Parameters =>
    [
        MetricParameter.Of("draws", ParameterRange.Whole(1, 10_000), Draws, draws => this with { Draws = draws }),
        MetricParameter.Of("square", ParameterRange.Number(0.001, 1), Square, square => this with { Square = square }),
        MetricParameter.Of("level", ParameterRange.Number(0.0001, 10), Level, level => this with { Level = level }),
    ];

    /// <inheritdoc/>
    public MetricWork Measure(MetricContext context)
    {
        MeasuredPicture picture = context.Picture;
        bool isOfPixels = context.Map.Channels > 1;
        var squares = SquareRemoval.Draw(picture.Side, Square, Draws, picture.Seed);
        double[] plane = isOfPixels ? Summed(context) : Array.ConvertAll(context.Mask, value => (double)value);
        double[] said = [.. squares.Select(square => square.SumOf(plane))];
        var noises = isOfPixels ? new InputNoise(picture, Level) : null;
        double[] saidOfNoise = noises is null ? [] : [.. Enumerable.Range(0, Draws).Select(m => noises.ProductWith(m, context.Map.Values))];
        ProbeInput[] inputs = [picture.Plain, .. squares.Select(square => square.InputOf(picture)), .. saidOfNoise.Select((_, m) => noises!.InputOf(m))];
        return new MetricWork(inputs, scores =>
        {
            (double scaled, double plain) = Of(said, scores, 1);
            (double noiseScaled, double noisePlain) = isOfPixels ? Of(saidOfNoise, scores, 1 + Draws) : (double.NaN, double.NaN);
            return new MetricResult([scaled, isOfPixels ? plain : double.NaN, noiseScaled, noisePlain]);
        });
    }

    /// <summary>The scaled and the plain mean square.</summary>
    /// <param name="said">What the map says of each change.</param>
    /// <param name="scores">What the network says of the picture, first, and of each changed one.</param>
    /// <param name="first">Where the changed ones begin.</param>
    private static (double Scaled, double Plain) Of(double[] said, IReadOnlyList<ProbedScore> scores, int first)
    {
        double[] done = [.. said.Select((_, m) => scores[0].Logit - scores[first + m].Logit)];
        double scale = said.Zip(done, (a, d) => a * d).Average() / said.Average(a => a * a);
        return (MeanSquare(scale), MeanSquare(1));

        double MeanSquare(double factor) => said.Zip(done, (a, d) => ((factor * a) - d) * ((factor * a) - d)).Average();
    }

    private static double[] Summed(MetricContext context)
    {
        double[] plane = new double[context.Map.Width * context.Map.Height];
        for (int i = 0; i < context.Map.Values.Length; i++)
        {
            plane[i % plane.Length] += context.Map.Values[i];
        }

        return plane;
    }
}
