using GradCam.Numerics;

namespace GradCam.Runs;

/// <summary>Random logit: how like a map is to that of another class, drawn at random; low where the map is the class's own, undefined where the one drawn is that which the class is compared with (Sixt et al., arXiv 1912.09818).</summary>
internal sealed record RandomLogitMetric : IMetric
{
    /// <summary>The metric's key.</summary>
    public const string Name = "randomlogit";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Random logit";

    /// <inheritdoc/>
    public string Source => "arXiv 1912.09818";

    /// <inheritdoc/>
    public string Cost => "1F 1B for all maps";

    /// <inheritdoc/>
    public IReadOnlyList<MetricPart> Parts => [new(Name, MetricAim.Lower), new($"{Name}-ssim", MetricAim.Lower)];

    /// <inheritdoc/>
    public MetricWork Measure(MetricContext context)
    {
        (double rank, double ssim) = Similarity.Compare(context, context.Picture.ExplainClass(OtherThan(context.Picture)));
        return MetricWork.Done(rank, ssim);
    }

    /// <summary>The class that the map's own is compared with: <c>(c + 1 + floor(u (N - 1))) mod N</c>.</summary>
    public static int OtherThan(MeasuredPicture picture)
    {
        double u = FormulaNumbers.Uniform("random-logit", 1, picture.Seed)[0];
        return (picture.ClassId + 1 + (int)(u * (picture.Classes - 1))) % picture.Classes;
    }
}
