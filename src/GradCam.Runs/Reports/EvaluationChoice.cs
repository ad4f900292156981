using GradCam.Methods;

namespace GradCam.Runs;

/// <summary>The best method and layer of a network by one value, with the lead over the next.</summary>
/// <param name="Network">The network.</param>
/// <param name="Part">The value.</param>
/// <param name="Best">The best.</param>
/// <param name="Next">The next, with the best's lead over it; null where there is none.</param>
internal sealed record EvaluationChoice(string Network, string Part, RankedMethod Best, RankedMethod? Next)
{
    /// <summary>Chooses for every network.</summary>
    /// <param name="table">The values.</param>
    /// <param name="part">By which one.</param>
    /// <param name="bootstrap">Makes the intervals.</param>
    public static IReadOnlyList<EvaluationChoice> Of(EvaluationTable table, MetricPart part, Bootstrap bootstrap) =>
    [
        .. from network in table.Rows.Select(row => row.Network).Distinct()
           let methods = EvaluationRanking.Of(table, network, part, bootstrap).Methods
           where methods.Count > 0 && methods[0].Mean.Count > 0
           select new EvaluationChoice(network, part.Name, methods[0], methods.Count > 1 && methods[1].Mean.Count > 0 ? methods[1] : null),
    ];

    /// <summary>The choice in one sentence.</summary>
    public string Sentence => FormattableString.Invariant($"{Network}: {Best.Row.Name} is best by {Part}, {Best.Mean.Mean:0.0000}{Comparison}");

    private string Comparison => Next?.Lead switch
    {
        null => "",
        { Count: 0 } => $"; {Next.Row.Name} was measured on other pictures, so that the two are not compared",
        { Count: 1 } lead => FormattableString.Invariant($"; its lead over {Next.Row.Name} is {lead.Mean:0.0000} on the one picture that both have, which tells nothing of others"),
        { } lead => FormattableString.Invariant($"; its lead over {Next.Row.Name} is {lead.Mean:0.0000}, interval {lead.Low:0.0000} to {lead.High:0.0000}{Doubt(lead)}"),
    };

    private static string Doubt(MeasuredMean lead) => lead switch
    {
        { Low: > 0 } => "",
        { High: < 0 } => ", so that no method is best throughout",
        _ => ", so the two are not told apart",
    };

    /// <summary>The method as text that asks for it.</summary>
    /// <param name="methods">The methods of the run, with their parameters.</param>
    public string MethodText(IReadOnlyList<IAttributionMethod> methods) => methods.FirstOrDefault(method => method.Key == Best.Row.Method) is { } own
        ? MethodCatalog.TextOf(own)
        : Best.Row.Method;
}
