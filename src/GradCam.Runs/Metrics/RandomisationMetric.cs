namespace GradCam.Runs;

/// <summary>Parameter randomisation: how like a map is to that of the network with all its parameters, or its classifier's alone, replaced by random ones; near 0 where the map follows from what was learnt (Adebayo et al., arXiv 1810.03292).</summary>
internal sealed record RandomisationMetric : IMetric
{
    /// <summary>The metric's key.</summary>
    public const string Name = "randomisation";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Parameter randomisation";

    /// <inheritdoc/>
    public string Source => "arXiv 1810.03292";

    /// <inheritdoc/>
    public string Cost => "2F 2B for all maps";

    /// <inheritdoc/>
    public IReadOnlyList<MetricPart> Parts => [
        new(Name, MetricAim.Lower), new($"{Name}-ssim", MetricAim.Lower), new($"{Name}-classifier", MetricAim.Lower), new($"{Name}-classifier-ssim", MetricAim.Lower)];

    /// <inheritdoc/>
    public MetricWork Measure(MetricContext context)
    {
        (double rank, double ssim) = Similarity.Compare(context, context.Picture.ExplainRandomised(RandomisedStep.All));
        (double classifierRank, double classifierSsim) = Similarity.Compare(context, context.Picture.ExplainRandomised(RandomisedStep.Classifier));
        return MetricWork.Done(rank, ssim, classifierRank, classifierSsim);
    }
}
