using GradCam.Recording;

namespace GradCam.Runs;

/// <summary>What the network says of the picture where it is masked: <c>b + M ⊙ (x - b)</c>.</summary>
internal static class MaskedScore
{
    /// <summary>Measures a value that follows from what it says of the picture and of the masked picture.</summary>
    /// <param name="context">The map.</param>
    /// <param name="baseline">b.</param>
    /// <param name="read">Makes the value of the two.</param>
    public static MetricWork Measure(MetricContext context, MetricBaseline baseline, Func<ProbedScore, ProbedScore, double> read) => new(
        [context.Picture.Plain, Input(context, baseline)],
        scores => new MetricResult([read(scores[0], scores[1])]));

    /// <summary>The masked picture.</summary>
    public static ProbeInput Input(MetricContext context, MetricBaseline baseline)
    {
        float[] picture = context.Picture.Input, under = context.Picture.BaselineOf(baseline), mask = context.Mask;
        return new ProbeInput($"{context.Layer}/{context.Method}/masked/{baseline}", input =>
        {
            for (int i = 0; i < input.Length; i++)
            {
                input[i] = (float)(under[i] + (mask[i % mask.Length] * ((double)picture[i] - under[i])));
            }
        });
    }
}
