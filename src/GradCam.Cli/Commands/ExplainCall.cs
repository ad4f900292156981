namespace GradCam.Cli.Commands;

/// <summary>What the root command was asked for.</summary>
internal sealed record ExplainCall
{
    /// <summary>The picture's path.</summary>
    public required string ImagePath { get; init; }

    /// <summary>The network as typed; null for the checkpoint's own.</summary>
    public string? Network { get; init; }

    /// <summary>The checkpoint's path; null for the network's published weights.</summary>
    public string? WeightPath { get; init; }

    /// <summary>Whether published weights that are not cached must not be fetched.</summary>
    public bool Offline { get; init; }

    /// <summary>Where results go.</summary>
    public required string OutputDir { get; init; }

    /// <summary>Which files are written.</summary>
    public required ResultOptions Results { get; init; }

    /// <summary>How the network is fed and run.</summary>
    public required ExplainerOptions Model { get; init; }

    /// <summary>What is explained.</summary>
    public required ExplainOptions Maps { get; init; }
}
