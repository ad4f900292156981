using System.Globalization;
using GradCam.Methods;

namespace Shapes.Measuring;

/// <summary>What was measured of several networks on the same scenes, with intervals of paired differences.</summary>
/// <param name="rows">The rows, of any networks; scenes that not all have are left out of comparisons.</param>
/// <param name="interval">The interval of a mean.</param>
public sealed class EvidenceTable(IReadOnlyList<Evidence> rows, Func<IReadOnlyList<double>, (double Low, double High)> interval)
{
    private static readonly (string Name, Func<Evidence, double> Value)[] Measures =
    [
        ("pointing", row => row.Pointing),
        ("energy", row => row.Energy),
        ("coverage", row => row.Coverage),
        ("objects covered", row => row.Covered),
    ];

    /// <summary>A row a network and method, a column a measure: means.</summary>
    public IEnumerable<string> Means()
    {
        yield return $"| network | method | {string.Join(" | ", Measures.Select(measure => measure.Name))} |";
        yield return $"| --- | --- |{string.Concat(Measures.Select(_ => " ---: |"))}";
        foreach (IGrouping<(string Network, string Method), Evidence> group in rows.GroupBy(row => (row.Network, row.Method)))
        {
            yield return $"| {group.Key.Network} | {TitleOf(group.Key.Method)} | {string.Join(" | ", Measures.Select(measure => Cell([.. group.Select(measure.Value)])))} |";
        }
    }

    /// <summary>A row a pair of networks and a method, then a row a network and a method but its first, less that one: differences of means over the same scenes.</summary>
    public IEnumerable<string> Differences()
    {
        yield return $"| difference | {string.Join(" | ", Measures.Select(measure => measure.Name))} |";
        yield return $"| --- |{string.Concat(Measures.Select(_ => " ---: |"))}";
        string[] networks = [.. rows.Select(row => row.Network).Distinct()];
        foreach (string method in rows.Select(row => row.Method).Distinct())
        {
            foreach ((int i, string network) in networks.Index())
            {
                foreach (string other in networks[(i + 1)..])
                {
                    yield return Difference($"{network} less {other}, {TitleOf(method)}", (network, method), (other, method));
                }
            }
        }

        foreach (string network in networks)
        {
            string[] methods = [.. rows.Where(row => row.Network == network).Select(row => row.Method).Distinct()];
            foreach (string method in methods.Skip(1))
            {
                yield return Difference($"{TitleOf(method)} less {TitleOf(methods[0])}, {network}", (network, method), (network, methods[0]));
            }
        }
    }

    private string Difference(string name, (string Network, string Method) one, (string Network, string Method) other)
    {
        Dictionary<int, Evidence> others = rows.Where(row => (row.Network, row.Method) == other).ToDictionary(row => row.Scene);
        (Evidence One, Evidence Other)[] pairs =
            [.. rows.Where(row => (row.Network, row.Method) == one && others.ContainsKey(row.Scene)).Select(row => (row, others[row.Scene]))];
        return $"| {name} | {string.Join(" | ", Measures.Select(measure => Cell([.. pairs.Select(pair => measure.Value(pair.One) - measure.Value(pair.Other))])))} |";
    }

    /// <summary>The mean in per cent with its interval; of values that there are.</summary>
    private string Cell(double[] values)
    {
        double[] known = [.. values.Where(value => !double.IsNaN(value))];
        if (known.Length == 0)
        {
            return "";
        }

        (double low, double high) = interval(known);
        return string.Create(CultureInfo.InvariantCulture, $"{100 * known.Average():0.0} ({100 * low:0.0} to {100 * high:0.0})");
    }

    private static string TitleOf(string method) => MethodCatalog.Parse(method).Title;
}
