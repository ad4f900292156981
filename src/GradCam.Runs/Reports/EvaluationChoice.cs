using System.Globalization;
using GradCam.Methods;

namespace GradCam.Runs;

/// <summary>The best method and layer of a network by one value, with the lead over the next.</summary>
/// <param name="Network">The network.</param>
/// <param name="Part">The value.</param>
/// <param name="Best">The best.</param>
/// <param name="Next">The next, with the best's lead over it; null where there is none.</param>
internal sealed record EvaluationChoice(string Network, string Part, RankedMethod Best, RankedMethod? Next)
{
    /// <summary>Whether the best is told apart from the next.</summary>
    public bool IsClear => Next?.Lead is not { } lead || lead.Low > 0;

    /// <summary>Chooses for every network.</summary>
    /// <param name="table">The values.</param>
    /// <param name="part">By which one.</param>
    /// <param name="bootstrap">Makes the intervals.</param>
    public static IReadOnlyList<EvaluationChoice> Of(EvaluationTable table, MetricPart part, Bootstrap bootstrap) =>
    [
        .. from network in table.Rows.Select(row => row.Network).Distinct()
           let methods = EvaluationRanking.Of(table, network, part, bootstrap).Methods
           where methods.Count > 0
           select new EvaluationChoice(network, part.Name, methods[0], methods.Count > 1 ? methods[1] : null),
    ];

    /// <summary>The choice in one sentence.</summary>
    public string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $"{Network}: {Best.Row.Name} is best by {Part}, {Best.Mean.Mean:0.0000}{(Next?.Lead is not { } lead ? "" : FormattableString.Invariant($"; its lead over {Next.Row.Name} is {lead.Mean:0.0000}, interval {lead.Low:0.0000} to {lead.High:0.0000}{(IsClear ? "" : ", so the two are not told apart")}"))}");

    /// <summary>The method as text that asks for it.</summary>
    /// <param name="methods">The methods of the run, with their parameters.</param>
    public string MethodText(IReadOnlyList<IAttributionMethod> methods) => methods.FirstOrDefault(method => method.Key == Best.Row.Method) is { } own
        ? MethodCatalog.TextOf(own)
        : Best.Row.Method;
}
