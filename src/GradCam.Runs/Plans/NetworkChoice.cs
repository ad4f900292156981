namespace GradCam.Runs;

/// <summary>A network with its weights: what a batch run loads once.</summary>
/// <param name="Network">The network's name, as typed.</param>
/// <param name="WeightPath">The checkpoint, or null for the published weights.</param>
public sealed record NetworkChoice(string Network, string? WeightPath);
