namespace GradCam.Runs;

/// <summary>What a report says of all results, collected in one pass: memory does not grow with them but for 24 bytes each.</summary>
internal sealed class ResultsSurvey
{
    /// <summary>Up to how many results stand in one page that has all of them.</summary>
    public const int MostInOnePage = 20_000;

    /// <summary>How many parts of 5 % the histogram has.</summary>
    public const int Bars = 20;

    /// <summary>How many failures, mistakes and drawn results are shown.</summary>
    public const int MostShown = 100;

    private const int Seed = 1;

    private readonly Random chance = new(Seed);
    private readonly List<ResultRecord> all = [];
    private readonly List<ResultRecord> failures = [], sample = [];
    private readonly PriorityQueue<ResultRecord, double> mistakes = new();
    private readonly SortedDictionary<string, NetworkFigures> networks = new(StringComparer.Ordinal);
    private readonly List<ResultPlace> places = [];
    private readonly Dictionary<int, string> classes = [];
    private int drawnFrom;

    /// <summary>All results, in their order; null where there are more than stand in one page.</summary>
    public IReadOnlyList<ResultRecord>? All => places.Count > MostInOnePage ? null : all;

    /// <summary>The figures of each network.</summary>
    public IReadOnlyDictionary<string, NetworkFigures> Networks => networks;

    /// <summary>How many results there are in each part of 5 % of probability.</summary>
    public int[] Histogram { get; } = new int[Bars];

    /// <summary>The first failures.</summary>
    public IReadOnlyList<ResultRecord> Failures => failures;

    /// <summary>The mistakes with the highest probability, the surest first.</summary>
    public IReadOnlyList<ResultRecord> Mistakes => [.. mistakes.UnorderedItems.OrderByDescending(item => item.Priority).ThenBy(item => item.Element.Image, StringComparer.Ordinal).Select(item => item.Element)];

    /// <summary>Results that were drawn at random, each as probably as any other; the same results give the same ones.</summary>
    public IReadOnlyList<ResultRecord> Sample => [.. sample.OrderBy(line => line.Image, StringComparer.Ordinal).ThenBy(line => line.Network, StringComparer.Ordinal)];

    /// <summary>The classes' names, as far as results have them.</summary>
    public IReadOnlyDictionary<int, string> Classes => classes;

    /// <summary>Where each result stands, by class and then probability, the highest first; failures last.</summary>
    public ResultPlace[] Ordered()
    {
        ResultPlace[] ordered = [.. places];
        Array.Sort(ordered);
        return ordered;
    }

    /// <summary>Adds a result.</summary>
    public void Add(WrittenLine written)
    {
        ResultRecord line = written.Line;
        places.Add(new ResultPlace(line.Error is null ? line.ClassId ?? ResultPlace.Failure - 1 : ResultPlace.Failure, (float)(line.Probability ?? 0), written.Start, written.Length) { Checked = ResultChecks.WorstOf(line) });
        if (places.Count <= MostInOnePage)
        {
            all.Add(line);
        }
        else
        {
            all.Clear();
        }

        networks[line.Network] = networks.GetValueOrDefault(line.Network, new NetworkFigures(0, 0, 0, 0)).With(line);
        if (line.Error is not null)
        {
            Keep(failures, line);
            return;
        }

        Histogram[Math.Clamp((int)((line.Probability ?? 0) * Bars), 0, Bars - 1)]++;
        if (line is { ClassId: { } id, ClassName: { } name })
        {
            classes.TryAdd(id, name);
        }

        AddMistake(line);
        Draw(line);
    }

    private static void Keep(List<ResultRecord> lines, ResultRecord line)
    {
        if (lines.Count < MostShown)
        {
            lines.Add(line);
        }
    }

    private void AddMistake(ResultRecord line)
    {
        if (line.Correct == false && line.IsFirst() && line.TopFive is [{ } surest, ..])
        {
            mistakes.Enqueue(line, surest.Probability);
            if (mistakes.Count > MostShown)
            {
                mistakes.Dequeue();
            }
        }
    }

    /// <summary>Vitter's algorithm R ("Random Sampling with a Reservoir", 1985).</summary>
    private void Draw(ResultRecord line)
    {
        int place = chance.Next(++drawnFrom);
        if (sample.Count < MostShown)
        {
            sample.Add(line);
        }
        else if (place < MostShown)
        {
            sample[place] = line;
        }
    }
}
