using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>What <c>gradcam batch</c> was asked for.</summary>
internal sealed record BatchCall
{
    /// <summary>Files, folders and patterns; none where a manifest is given.</summary>
    public required IReadOnlyList<string> Images { get; init; }

    /// <summary>The CSV file of pictures; null where paths are given.</summary>
    public string? Manifest { get; init; }

    /// <summary>The networks as typed; none for the checkpoint's own.</summary>
    public required IReadOnlyList<string> Networks { get; init; }

    /// <summary>The checkpoints; none for the published weights.</summary>
    public required IReadOnlyList<GivenWeights> Weights { get; init; }

    /// <summary>Where results go.</summary>
    public required string OutputDir { get; init; }

    /// <summary>Whether a run that the folder holds is to be finished.</summary>
    public required bool Resume { get; init; }

    /// <summary>What an engine that runs it as a task asked for. Default: nothing.</summary>
    public EngineCall Engine { get; init; } = new();

    /// <summary>Whether published weights may not be fetched.</summary>
    public required bool Offline { get; init; }

    /// <summary>What is computed of the pictures, and how.</summary>
    public required RunOptions Options { get; init; }

    /// <summary>The mildest verdict of a check that makes the call fail; null for none.</summary>
    public MapVerdict? FailOn { get; init; }

    /// <summary>The call's own words, for the line that says how to resume it.</summary>
    public required IReadOnlyList<string> Words { get; init; }
}
