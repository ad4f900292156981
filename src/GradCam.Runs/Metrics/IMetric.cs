namespace GradCam.Runs;

/// <summary>One way to measure a map. Immutable; parameters are init properties of the metric alone, and nothing is kept between calls.</summary>
internal interface IMetric
{
    /// <summary>Its name on the command line; unique, lower case.</summary>
    string Key { get; }

    /// <summary>Its name in the field.</summary>
    string Title { get; }

    /// <summary>Paper, and what else it follows.</summary>
    string Source { get; }

    /// <summary>What it costs for one map, in forward (F) and backward (B) passes.</summary>
    string Cost { get; }

    /// <summary>Its values, by the names that results give them; the first is the one that is meant by its key.</summary>
    IReadOnlyList<MetricPart> Parts { get; }

    /// <summary>Whether it asks where the object is. Default: false.</summary>
    bool NeedsTruth => false;

    /// <summary>What text may set of it. Default: nothing.</summary>
    IReadOnlyList<MetricParameter> Parameters => [];

    /// <summary>Begins to measure a map: says which inputs must go through the network, and how the values follow from what it says of them.</summary>
    /// <param name="context">The map, and the picture that it explains.</param>
    MetricWork Measure(MetricContext context);
}
