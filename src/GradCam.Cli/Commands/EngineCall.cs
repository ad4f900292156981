using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>What an engine that runs a batch as a task asked for.</summary>
internal sealed record EngineCall
{
    /// <summary>Whether a run in which pictures failed counts as done. Default: false.</summary>
    public bool AreFailuresOk { get; init; }

    /// <summary>The part of the run that this task does; null for all of it.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Where it was read that it is that part; null where the call says it.</summary>
    public string? ShardFrom { get; init; }

    /// <summary>The engine's job, for people; null where none tells.</summary>
    public string? Job { get; init; }
}
