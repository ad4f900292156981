namespace GradCam.Runs;

/// <summary>An input that a metric wants to go through the network.</summary>
/// <param name="Name">What it is; two of one name are the same.</param>
/// <param name="Fill">Writes it; may be called on any thread.</param>
internal sealed record ProbeInput(string Name, InputFill Fill);
