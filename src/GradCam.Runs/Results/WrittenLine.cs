namespace GradCam.Runs;

/// <summary>A line as it stands in a results file.</summary>
/// <param name="Line">What it says.</param>
/// <param name="Start">Where it starts in the file.</param>
/// <param name="Text">Its bytes, the line end included.</param>
internal sealed record WrittenLine(ResultRecord Line, long Start, ReadOnlyMemory<byte> Text);
