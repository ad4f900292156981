namespace GradCam.Runs;

/// <summary>An option that decides what a run writes.</summary>
/// <param name="Option">The option: its type, a dot and its name.</param>
/// <param name="Name">What it is called in <c>run.json</c>.</param>
/// <param name="Value">Its value as text; null where it is not written.</param>
internal sealed record RunSetting(string Option, string Name, Func<RunOptions, string?> Value);
