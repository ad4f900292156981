namespace GradCam.Runs;

/// <summary>What a job leaves in a results' folder.</summary>
/// <param name="Files">What makes the content of each file, by its path from the folder on; any thread may.</param>
/// <param name="Records">Its lines, at least one.</param>
internal sealed record JobDraft(IReadOnlyDictionary<string, Func<byte[]>> Files, IReadOnlyList<ResultRecord> Records);
