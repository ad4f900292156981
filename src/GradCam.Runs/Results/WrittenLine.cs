namespace GradCam.Runs;

/// <summary>A line and where it stands in a results file.</summary>
/// <param name="Line">What it says.</param>
/// <param name="Start">Where it starts in the file.</param>
/// <param name="Length">Its bytes, the line end included.</param>
internal sealed record WrittenLine(ResultRecord Line, long Start, int Length)
{
    /// <summary>Where it ends.</summary>
    public long End => Start + Length;
}
