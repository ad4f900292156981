namespace GradCam.Runs;

/// <summary>What a report counts of a network.</summary>
/// <param name="Results">Its results, failures included.</param>
/// <param name="Failed">The failures among them.</param>
/// <param name="Known">The pictures whose truth is known.</param>
/// <param name="Correct">Those of them that it told right.</param>
internal readonly record struct NetworkFigures(int Results, int Failed, int Known, int Correct)
{
    /// <summary>The same with one more result.</summary>
    public NetworkFigures With(ResultRecord line) => new(
        Results + 1,
        Failed + (line.Error is null ? 0 : 1),
        Known + (line.Correct is not null && line.IsFirst() ? 1 : 0),
        Correct + (line.Correct == true && line.IsFirst() ? 1 : 0));
}
