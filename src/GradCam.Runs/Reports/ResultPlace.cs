namespace GradCam.Runs;

/// <summary>Where a result stands in the file, and what it is ordered by.</summary>
/// <param name="Class">The class; what has none comes last.</param>
/// <param name="Probability">Its probability.</param>
/// <param name="Start">Where the line starts.</param>
/// <param name="Length">Its bytes, the line end included.</param>
internal readonly record struct ResultPlace(int Class, float Probability, long Start, int Length) : IComparable<ResultPlace>
{
    /// <summary>The class of what failed: the last one.</summary>
    public const int Failure = int.MaxValue;

    /// <summary>By class, then probability, the highest first, then as listed.</summary>
    public int CompareTo(ResultPlace other) =>
        Class != other.Class ? Class.CompareTo(other.Class)
        : Probability != other.Probability ? other.Probability.CompareTo(Probability)
        : Start.CompareTo(other.Start);
}
