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

    // One more than the verdict. A byte finds room among the others: a million places take 24 MB.
    private readonly byte verdict;

    /// <summary>The worst verdict on its maps; null where none was checked.</summary>
    public MapVerdict? Checked
    {
        get => verdict == 0 ? null : (MapVerdict)(verdict - 1);
        init => verdict = value is { } found ? (byte)(found + 1) : (byte)0;
    }

    /// <summary>By class, then probability, the highest first, then as listed.</summary>
    public int CompareTo(ResultPlace other) =>
        Class != other.Class ? Class.CompareTo(other.Class)
        : Probability != other.Probability ? other.Probability.CompareTo(Probability)
        : Start.CompareTo(other.Start);
}
