namespace GradCam.Cli.Commands;

/// <summary>What an engine that runs a batch as a task asked for.</summary>
internal sealed record EngineCall
{
    /// <summary>Whether a run in which pictures failed counts as done. Default: false.</summary>
    public bool AreFailuresOk { get; init; }
}
