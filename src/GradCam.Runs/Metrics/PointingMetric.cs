using GradCam.Methods;

namespace GradCam.Runs;

/// <summary>Pointing game: 1 where the mask's maximum lies on the object or no farther from it than the tolerance, else 0 (Zhang et al., arXiv 1608.00507, section 4.2).</summary>
/// <remarks>The first maximum in row order counts. A map without spread points nowhere and misses.</remarks>
internal sealed record PointingMetric : IMetric
{
    /// <summary>The metric's key.</summary>
    public const string Name = "pointing";

    /// <summary>How far from the object the maximum may lie, in pixels of the input. Default: 15, the paper's.</summary>
    public int Tolerance { get; init; } = 15;

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Pointing game";

    /// <inheritdoc/>
    public string Source => "arXiv 1608.00507";

    /// <inheritdoc/>
    public string Cost => "none";

    /// <inheritdoc/>
    public IReadOnlyList<MetricPart> Parts => [new(Name, MetricAim.Higher)];

    /// <inheritdoc/>
    public bool NeedsTruth => true;

    /// <inheritdoc/>
    public IReadOnlyList<MetricParameter> Parameters =>
        [MetricParameter.Of("tolerance", ParameterRange.Whole(0, 10_000), Tolerance, tolerance => this with { Tolerance = tolerance })];

    /// <inheritdoc/>
    public MetricWork Measure(MetricContext context)
    {
        if (context.Picture.Truth is not { } truth || !truth.Contains(true))
        {
            return MetricWork.Done(double.NaN);
        }

        float largest = context.Mask.Max();
        return MetricWork.Done(largest > context.Mask.Min() && IsNear(truth, Array.IndexOf(context.Mask, largest), context.Picture.Side) ? 1 : 0);
    }

    private bool IsNear(IReadOnlyList<bool> truth, int place, int side)
    {
        (int top, int left) = Math.DivRem(place, side);
        for (int y = Math.Max(0, top - Tolerance); y <= Math.Min(side - 1, top + Tolerance); y++)
        {
            for (int x = Math.Max(0, left - Tolerance); x <= Math.Min(side - 1, left + Tolerance); x++)
            {
                if (truth[(y * side) + x] && ((y - top) * (y - top)) + ((x - left) * (x - left)) <= Tolerance * Tolerance)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
