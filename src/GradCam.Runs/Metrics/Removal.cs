using System.Globalization;

namespace GradCam.Runs;

/// <summary>Inputs of which pixels are taken away, or nothing else is left.</summary>
internal static class Removal
{
    /// <summary>The picture without the first pixels of a map's ranking.</summary>
    /// <param name="context">The map.</param>
    /// <param name="count">How many, 0 to all.</param>
    /// <param name="baseline">What stands in their place.</param>
    public static ProbeInput Without(MetricContext context, int count, MetricBaseline baseline) =>
        Mixed(context, count, baseline, isRemoved: true);

    /// <summary>The baseline with the first pixels of a map's ranking of the picture.</summary>
    /// <param name="context">The map.</param>
    /// <param name="count">How many, 0 to all.</param>
    /// <param name="baseline">What stands in the place of the others.</param>
    public static ProbeInput With(MetricContext context, int count, MetricBaseline baseline) =>
        Mixed(context, count, baseline, isRemoved: false);

    private static ProbeInput Mixed(MetricContext context, int count, MetricBaseline baseline, bool isRemoved)
    {
        MeasuredPicture picture = context.Picture;
        int[] ranking = context.Ranking;
        if (count == 0 || count == ranking.Length)
        {
            return count == 0 == isRemoved ? picture.Plain : picture.Blank(baseline);
        }

        float[] under = isRemoved ? picture.Input : picture.BaselineOf(baseline);
        float[] over = isRemoved ? picture.BaselineOf(baseline) : picture.Input;
        string name = string.Create(CultureInfo.InvariantCulture, $"{context.Layer}/{context.Method}/{(isRemoved ? "without" : "with")} {count}/{baseline}");
        return new ProbeInput(name, input =>
        {
            under.CopyTo(input);
            for (int place = 0; place < count; place++)
            {
                for (int at = ranking[place]; at < over.Length; at += ranking.Length)
                {
                    input[at] = over[at];
                }
            }
        });
    }
}
