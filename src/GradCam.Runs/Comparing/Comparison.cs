namespace GradCam.Runs;

/// <summary>What was found in two folders, or in two files.</summary>
/// <param name="Expected">The path that holds what was expected.</param>
/// <param name="Actual">The path that was compared with it.</param>
/// <param name="Limits">What was accepted.</param>
/// <param name="Pictures">One entry a name, ordered by name; at least one.</param>
internal sealed record Comparison(string Expected, string Actual, ComparisonLimits Limits, IReadOnlyList<PictureComparison> Pictures)
{
    /// <summary>True where every picture is the same.</summary>
    public bool IsSame => Pictures.All(picture => picture.Verdict == PictureVerdict.Same);

    /// <summary>How many pictures have a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public int Count(PictureVerdict verdict) => Pictures.Count(picture => picture.Verdict == verdict);
}
