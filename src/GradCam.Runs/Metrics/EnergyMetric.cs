namespace GradCam.Runs;

/// <summary>Energy-based pointing game: the share of the mask's sum that lies on the object, 0 to 1 (Wang et al., arXiv 1910.01279, section 4.3).</summary>
internal sealed record EnergyMetric : IMetric
{
    /// <summary>The metric's key.</summary>
    public const string Name = "energy";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Energy on the object";

    /// <inheritdoc/>
    public string Source => "arXiv 1910.01279";

    /// <inheritdoc/>
    public string Cost => "none";

    /// <inheritdoc/>
    public bool NeedsTruth => true;

    /// <inheritdoc/>
    public IReadOnlyList<MetricPart> Parts => [new(Name, MetricAim.Higher)];

    /// <inheritdoc/>
    public MetricWork Measure(MetricContext context)
    {
        if (context.Picture.Truth is not { } truth || !truth.Contains(true))
        {
            return MetricWork.Done(double.NaN);
        }

        double all = 0, on = 0;
        for (int i = 0; i < context.Mask.Length; i++)
        {
            all += context.Mask[i];
            on += truth[i] ? context.Mask[i] : 0;
        }

        return MetricWork.Done(all == 0 ? double.NaN : on / all);
    }
}
