namespace GradCam.Runs;

/// <summary>What a run measures of its maps, and how the values are summed up.</summary>
internal sealed record EvaluationOptions
{
    /// <summary>The metrics, each once.</summary>
    public required IReadOnlyList<IMetric> Metrics { get; init; }

    /// <summary>Where the objects are; null where that is not known.</summary>
    public ITruth? Truth { get; init; }

    /// <summary>How many times the bootstrap draws, 1 or more. Default: 1000.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>What share of its means an interval holds, above 0 and below 1. Default: 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The value by which the best method and layer are chosen; null (the default) for none.</summary>
    public string? Choose { get; init; }

    /// <summary>Every value that is measured, in the metrics' order.</summary>
    public IReadOnlyList<MetricPart> Parts => [.. Metrics.SelectMany(metric => metric.Parts)];

    /// <summary>All that decides the values, as text.</summary>
    public string Settings => string.Join(',', Metrics.Select(MetricCatalog.TextOf)) + (Truth is null ? "" : $"; truth sha256 {Truth.Sha256}");

    /// <summary>Refuses metrics that give one value twice, that need a truth where there is none, and a choice by what is not measured.</summary>
    /// <exception cref="UsageException">So it is.</exception>
    public void Validate()
    {
        if (Parts.GroupBy(part => part.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UsageException($"metric {twice.Key} is asked for twice: once is enough") { Name = "metric" };
        }

        if (Truth is null && Metrics.FirstOrDefault(metric => metric.NeedsTruth) is { } blind)
        {
            throw new UsageException($"metric {blind.Key} asks where the objects are, and nothing says it") { Name = "truth" };
        }

        if (Choose is { } choice && Parts.All(part => part.Name != choice))
        {
            throw new UsageException($"'{ShownText.Of(choice)}' is not measured, so nothing can be chosen by it{NameAdvice.For(choice, Parts.Select(part => part.Name))}") { Name = "choose" };
        }
    }
}
