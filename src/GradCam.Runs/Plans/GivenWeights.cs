namespace GradCam.Runs;

/// <summary>A checkpoint as it was given for a run.</summary>
/// <param name="Network">The network that it belongs to; null where that was not said.</param>
/// <param name="Path">The file.</param>
internal sealed record GivenWeights(string? Network, string Path);
