using System.Globalization;
using GradCam.Runs;

namespace GradCam.Benchmarks.Metrics;

/// <summary>In how many scenes each metric ranks a true map above a random one, by pair of maps, and by class where it does not.</summary>
internal sealed class TruthTally(IReadOnlyList<IMetric> metrics)
{
    private static readonly (string Truth, string Rival)[] Pairs =
        [("truth", "pixels"), ("sloping truth", "pixels"), ("truth cells", "cells"), ("sloping truth", "cells"), ("truth", "cells")];

    private readonly Dictionary<((string Truth, string Rival) Pair, string Part), int> wins = [];
    private readonly Dictionary<(string Class, string Part), int> lost = [];
    private readonly SortedDictionary<string, int> scenes = new(StringComparer.Ordinal);

    /// <summary>Counts a scene of a class: by map, what the metrics found of it.</summary>
    public void Add(string className, IReadOnlyDictionary<string, IReadOnlyList<MetricResult>> found)
    {
        Count(scenes, className, true);
        foreach ((string truth, string rival) in Pairs)
        {
            foreach ((string part, bool won) in Compare(found[truth], found[rival]))
            {
                Count(wins, ((truth, rival), part), won);
                if ((truth, rival) == Pairs[0])
                {
                    Count(lost, (className, part), !won);
                }
            }
        }
    }

    public void Print()
    {
        int all = scenes.Values.Sum();
        Console.WriteLine("part | " + string.Join(" | ", Pairs.Select(pair => $"{pair.Truth} beats {pair.Rival}")));
        foreach (string part in PartNames())
        {
            Console.WriteLine($"{part} | " + string.Join(" | ", Pairs.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{100.0 * wins[(pair, part)] / all:0.0} %"))));
        }

        Console.WriteLine($"scenes in which {Pairs[0].Truth} does not beat {Pairs[0].Rival} | " + string.Join(" | ", scenes.Select(one => $"{one.Key}, of {one.Value}")));
        foreach (string part in PartNames())
        {
            Console.WriteLine($"{part} | " + string.Join(" | ", scenes.Keys.Select(name => lost[(name, part)])));
        }
    }

    private IEnumerable<string> PartNames() => metrics.SelectMany(metric => metric.Parts).Select(part => part.Name);

    private IEnumerable<(string Part, bool Won)> Compare(IReadOnlyList<MetricResult> ofTruth, IReadOnlyList<MetricResult> ofRival)
    {
        foreach ((int metric, IMetric one) in metrics.Index())
        {
            foreach ((int place, MetricPart part) in one.Parts.Index())
            {
                double lead = ofTruth[metric].Values[place] - ofRival[metric].Values[place];
                yield return (part.Name, part.Aim == MetricAim.Higher ? lead > 0 : lead < 0);
            }
        }
    }

    private static void Count<TKey>(IDictionary<TKey, int> counts, TKey key, bool counted) =>
        counts[key] = (counts.TryGetValue(key, out int count) ? count : 0) + (counted ? 1 : 0);
}
