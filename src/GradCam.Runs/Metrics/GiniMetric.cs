namespace GradCam.Runs;

/// <summary>Gini index of the mask: 0 where all pixels are equal, nearly 1 where one has everything (Chalasani et al., arXiv 1810.06583).</summary>
internal sealed record GiniMetric : IMetric
{
    /// <summary>The metric's key.</summary>
    public const string Name = "gini";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Gini index";

    /// <inheritdoc/>
    public string Source => "arXiv 1810.06583";

    /// <inheritdoc/>
    public string Cost => "none";

    /// <inheritdoc/>
    public IReadOnlyList<MetricPart> Parts => [new(Name, MetricAim.Higher)];

    /// <inheritdoc/>
    public MetricWork Measure(MetricContext context)
    {
        float[] rising = [.. context.Mask];
        Array.Sort(rising);
        double sum = rising.Sum(value => (double)value), weighted = 0;
        for (int k = 0; k < rising.Length; k++)
        {
            weighted += rising[k] / sum * (rising.Length - k - 0.5) / rising.Length;
        }

        return MetricWork.Done(sum == 0 ? double.NaN : 1 - (2 * weighted));
    }
}
