namespace GradCam.Runs;

/// <summary>The one list of metrics: help, documentation and tests read it.</summary>
internal static class MetricCatalog
{
    /// <summary>Every metric, with its default parameters.</summary>
    public static IReadOnlyList<IMetric> All { get; } =
    [
        new AverageDropMetric(),
        new IncreaseMetric(),
        new AverageGainMetric(),
        new DeletionMetric(),
        new InsertionMetric(),
        new RoadMetric(),
        new PointingMetric(),
        new EnergyMetric(),
        new RandomisationMetric(),
        new RandomLogitMetric(),
        new MaxSensitivityMetric(),
        new InfidelityMetric(),
        new EntropyMetric(),
        new GiniMetric(),
        new CoherencyMetric(),
    ];

    /// <summary>The metric that a text means: a key, and parameters parted by colons, such as <c>deletion:steps=32:baseline=blur</c>.</summary>
    /// <param name="text">The text; the key in any letter case.</param>
    /// <exception cref="UsageException">No metric has the key, it has no such parameter, or a value is out of range.</exception>
    public static IMetric Parse(string text)
    {
        string[] parts = text.Split(':', StringSplitOptions.TrimEntries);
        return parts[1..].Aggregate(Find(parts[0]), Set);
    }

    /// <summary>The metric of a key.</summary>
    /// <param name="key">A key, in any letter case.</param>
    /// <exception cref="UsageException">No metric has this key; the message gives the nearest ones.</exception>
    public static IMetric Find(string key) => All.FirstOrDefault(metric => metric.Key.Equals(key, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException($"metric '{ShownText.Of(key)}' does not exist{NameAdvice.For(key, All.Select(metric => metric.Key))}") { Name = "metric" };

    /// <summary>A metric as <see cref="Parse"/> reads it, with all its parameters.</summary>
    public static string TextOf(IMetric metric) => string.Join(':', metric.Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}").Prepend(metric.Key));

    private static IMetric Set(IMetric metric, string assignment)
    {
        string[] sides = assignment.Split('=', 2, StringSplitOptions.TrimEntries);
        MetricParameter? parameter = metric.Parameters.FirstOrDefault(parameter => parameter.Name == sides[0]);
        if (parameter is null || sides.Length != 2)
        {
            string known = metric.Parameters.Count == 0 ? "it has none" : $"it has {string.Join(", ", metric.Parameters.Select(one => $"{one.Name} ({one.Range})"))}";
            throw new UsageException($"metric {metric.Key} has no parameter '{ShownText.Of(assignment)}': {known}") { Name = "metric" };
        }

        return parameter.Set(sides[1]);
    }
}
