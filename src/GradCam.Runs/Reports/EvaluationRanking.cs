namespace GradCam.Runs;

/// <summary>The methods and layers of one network by one value, the best first.</summary>
internal sealed class EvaluationRanking
{
    private EvaluationRanking(IReadOnlyList<RankedMethod> methods) => Methods = methods;

    /// <summary>The rows, the best first, those without a defined value last.</summary>
    public IReadOnlyList<RankedMethod> Methods { get; }

    /// <summary>
    /// Ranks them by their means. A value that is undefined for some pictures gives means over different ones, so first comes the row that no other is better than on the pictures that
    /// both have; where every row has a better one, that of the best mean.
    /// </summary>
    /// <param name="table">All values.</param>
    /// <param name="network">The network.</param>
    /// <param name="part">The value.</param>
    /// <param name="bootstrap">Makes the intervals.</param>
    public static EvaluationRanking Of(EvaluationTable table, string network, MetricPart part, Bootstrap bootstrap)
    {
        double sign = part.Aim == MetricAim.Higher ? 1 : -1;
        double[] Leads(MeasuredMethod row, MeasuredMethod other) => [.. table.Differences(row, other, part.Name).Select(lead => sign * lead)];
        List<(MeasuredMethod Row, MeasuredMean Mean)> rows = [.. table.Rows
            .Where(row => row.Network == network && table.ValuesOf(row, part.Name).Count > 0)
            .Select(row => (row, MeasuredMean.Of(table.Defined(row, part.Name), bootstrap)))
            .OrderByDescending(one => one.Item2.Count == 0 ? double.NegativeInfinity : sign * one.Item2.Mean)];
        int best = rows.FindIndex(one => one.Mean.Count > 0 && rows.All(other => Leads(other.Row, one.Row).DefaultIfEmpty(0).Average() <= 0));
        if (best > 0)
        {
            (MeasuredMethod Row, MeasuredMean Mean) first = rows[best];
            rows.RemoveAt(best);
            rows.Insert(0, first);
        }

        return new EvaluationRanking([.. rows.Select((one, place) => new RankedMethod(
            one.Row,
            one.Mean,
            table.ValuesOf(one.Row, part.Name).Count - one.Mean.Count,
            place == 0 ? null : MeasuredMean.Of(Leads(rows[0].Row, one.Row), bootstrap)))]);
    }
}
