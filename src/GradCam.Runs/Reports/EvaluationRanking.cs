namespace GradCam.Runs;

/// <summary>The methods and layers of one network by one value, the best first.</summary>
internal sealed class EvaluationRanking
{
    private EvaluationRanking(IReadOnlyList<RankedMethod> methods) => Methods = methods;

    /// <summary>The rows that have a value, the best first.</summary>
    public IReadOnlyList<RankedMethod> Methods { get; }

    /// <summary>Ranks them.</summary>
    /// <param name="table">All values.</param>
    /// <param name="network">The network.</param>
    /// <param name="part">The value.</param>
    /// <param name="bootstrap">Makes the intervals.</param>
    public static EvaluationRanking Of(EvaluationTable table, string network, MetricPart part, Bootstrap bootstrap)
    {
        double sign = part.Aim == MetricAim.Higher ? 1 : -1;
        (MeasuredMethod Row, MeasuredMean Mean)[] rows = [.. table.Rows
            .Where(row => row.Network == network)
            .Select(row => (row, MeasuredMean.Of(table.Defined(row, part.Name), bootstrap)))
            .Where(one => one.Item2.Count > 0)
            .OrderByDescending(one => sign * one.Item2.Mean)];
        return new EvaluationRanking([.. rows.Select((one, place) => new RankedMethod(
            one.Row,
            one.Mean,
            table.ValuesOf(one.Row, part.Name).Count - one.Mean.Count,
            place == 0 ? null : MeasuredMean.Of([.. table.Differences(rows[0].Row, one.Row, part.Name).Select(lead => sign * lead)], bootstrap)))]);
    }
}
