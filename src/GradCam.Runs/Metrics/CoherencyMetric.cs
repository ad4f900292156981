namespace GradCam.Runs;

/// <summary>Coherency: how like a mask is to that of the picture it has masked, <c>(r + 1) / 2</c>, r Pearson's correlation (Poppi et al., arXiv 2104.10252).</summary>
internal sealed record CoherencyMetric : IMetric
{
    /// <summary>The metric's key.</summary>
    public const string Name = "coherency";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Coherency";

    /// <inheritdoc/>
    public string Source => "arXiv 2104.10252";

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public IReadOnlyList<MetricPart> Parts => [new(Name, MetricAim.Higher)];

    /// <inheritdoc/>
    public MetricWork Measure(MetricContext context)
    {
        ProbeInput masked = MaskedScore.Input(context, MetricBaseline.Mean);
        float[] again = context.MaskOf(context.MapIn(context.Picture.Explain(masked.Name, [masked.Fill])[0]));
        return MetricWork.Done((Similarity.Pearson(Array.ConvertAll(context.Mask, value => (double)value), Array.ConvertAll(again, value => (double)value)) + 1) / 2);
    }
}
