namespace GradCam.Runs;

/// <summary>Entropy of the mask as shares of its sum, <c>-sum q ln q</c>, 0 to ln P: low where a map marks little (Bhatt et al., arXiv 2005.00631, complexity).</summary>
internal sealed record EntropyMetric : IMetric
{
    /// <summary>The metric's key.</summary>
    public const string Name = "entropy";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Entropy";

    /// <inheritdoc/>
    public string Source => "arXiv 2005.00631";

    /// <inheritdoc/>
    public string Cost => "none";

    /// <inheritdoc/>
    public IReadOnlyList<MetricPart> Parts => [new(Name, MetricAim.Lower)];

    /// <inheritdoc/>
    public MetricWork Measure(MetricContext context)
    {
        double sum = context.Mask.Sum(value => (double)value), entropy = 0;
        foreach (float value in context.Mask)
        {
            double share = value / sum;
            entropy -= value == 0 ? 0 : share * Math.Log(share);
        }

        return MetricWork.Done(sum == 0 ? double.NaN : entropy);
    }
}
