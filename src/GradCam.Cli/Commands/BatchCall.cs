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

    /// <summary>Checkpoints as typed: a file, or a network, an equals sign and a file.</summary>
    public required IReadOnlyList<string> WeightPaths { get; init; }

    /// <summary>Where results go.</summary>
    public required string OutputDir { get; init; }

    /// <summary>How many pictures go through a network at once; null for what memory allows.</summary>
    public required int? Batch { get; init; }

    /// <summary>Whether a run that the folder holds is to be finished.</summary>
    public required bool Resume { get; init; }

    /// <summary>Whether published weights may not be fetched.</summary>
    public required bool Offline { get; init; }

    /// <summary>1 to 100.</summary>
    public required int JpegQuality { get; init; }

    /// <summary>How the networks are fed and run.</summary>
    public required LoadOptions Model { get; init; }

    /// <summary>libtorch's threads, 1 or more.</summary>
    public required int Threads { get; init; }

    /// <summary>What is explained.</summary>
    public required ExplainOptions Maps { get; init; }

    /// <summary>The call's own words, for the line that says how to resume it.</summary>
    public required IReadOnlyList<string> Words { get; init; }
}
