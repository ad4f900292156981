using System.Globalization;
using GradCam.Methods;
using GradCam.Numerics;

namespace GradCam.Runs;

/// <summary>
/// ROAD: the class's probability where a share of the pixels is missing and imputed, the most relevant first (MoRF) or the least relevant first (LeRF), as
/// means over several shares; combined <c>(LeRF - MoRF) / 2</c>, -0.5 to 0.5 (Rong et al., arXiv 2202.00449; the combination is pytorch-grad-cam's).
/// </summary>
internal sealed record RoadMetric : IMetric
{
    /// <summary>The metric's key.</summary>
    public const string Name = "road";

    /// <summary>The noise that is added to what is imputed, so that the network cannot see where that was (the authors' 0.01).</summary>
    private const double Noise = 0.01;

    /// <summary>How many per cent of the pixels are missing, each 1 to 99. Default: 20, 40, 60, 80.</summary>
    public IReadOnlyList<int> Levels { get; init; } = [20, 40, 60, 80];

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "ROAD";

    /// <inheritdoc/>
    public string Source => "arXiv 2202.00449";

    /// <inheritdoc/>
    public string Cost => "2F a level";

    /// <inheritdoc/>
    public IReadOnlyList<MetricPart> Parts => [new(Name, MetricAim.Higher), new($"{Name}-morf", MetricAim.Lower, Points), new($"{Name}-lerf", MetricAim.Higher, Points)];

    /// <inheritdoc/>
    public IReadOnlyList<MetricParameter> Parameters => [MetricParameter.Of("levels", LevelRange, Levels, levels => this with { Levels = levels })];

    private double[] Points => [.. Levels.Select(level => level / 100.0)];

    private static ParameterRange<IReadOnlyList<int>> LevelRange { get; } = new(
        "whole numbers from 1 to 99, rising, with + between them, such as 20+40+60+80",
        text =>
        {
            int[] levels = [.. text.Split('+').Select(level => int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)];
            return (levels.All(level => level is >= 1 and <= 99) && levels.Zip(levels.Skip(1)).All(pair => pair.First < pair.Second), levels);
        },
        levels => string.Join('+', levels.Select(level => level.ToString(CultureInfo.InvariantCulture))));

    /// <inheritdoc/>
    public MetricWork Measure(MetricContext context)
    {
        ProbeInput[] inputs = [.. Levels.Select(level => Imputed(context, level, isTop: true)), .. Levels.Select(level => Imputed(context, level, isTop: false))];
        return new MetricWork(inputs, scores =>
        {
            double[] found = [.. scores.Select(score => score.Probability)];
            double morf = found[..Levels.Count].Average(), lerf = found[Levels.Count..].Average();
            return new MetricResult([(lerf - morf) / 2, morf, lerf], [null, found[..Levels.Count], found[Levels.Count..]]);
        });
    }

    /// <summary>The picture with the first or the last pixels of the ranking imputed, and noise there.</summary>
    private static ProbeInput Imputed(MetricContext context, int level, bool isTop)
    {
        MeasuredPicture picture = context.Picture;
        int pixels = context.Mask.Length, count = (int)((((long)level * pixels) + 50) / 100);
        int[] ranking = context.Ranking;
        string name = string.Create(CultureInfo.InvariantCulture, $"{context.Layer}/{context.Method}/{(isTop ? "morf" : "lerf")} {level}");
        return new ProbeInput(name, input =>
        {
            ReadOnlySpan<int> missing = isTop ? ranking.AsSpan(0, count) : ranking.AsSpan(pixels - count);
            double[] noise = FormulaNumbers.Gaussian(FormattableString.Invariant($"road/{level}"), input.Length, picture.Seed);
            double[] values = Imputation.Impute(picture.Input, picture.Side, missing);
            picture.Input.CopyTo(input);
            foreach (int pixel in missing)
            {
                for (int i = pixel; i < input.Length; i += pixels)
                {
                    input[i] = (float)(values[i] + (Noise * noise[i]));
                }
            }
        });
    }
}
