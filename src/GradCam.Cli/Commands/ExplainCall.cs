namespace GradCam.Cli.Commands;

/// <summary>What the root command was asked for.</summary>
internal sealed record ExplainCall
{
    /// <summary>The picture that is explained where none is named.</summary>
    public const string DefaultImagePath = "examples/pic1.jpg";

    /// <summary>The picture's path as typed; null for <see cref="DefaultImagePath"/>.</summary>
    public string? NamedImagePath { get; init; }

    /// <summary>The picture's path.</summary>
    public string ImagePath => NamedImagePath ?? DefaultImagePath;

    /// <summary>Whether the picture comes from standard input.</summary>
    public bool FromStandardInput => NamedImagePath == "-";

    /// <summary>What messages call the picture.</summary>
    public string ImageName => FromStandardInput ? "standard input" : ImagePath;

    /// <summary>What the files' names begin with.</summary>
    public string Stem => FromStandardInput ? "stdin" : Path.GetFileNameWithoutExtension(ImagePath);

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
    public required LoadOptions Model { get; init; }

    /// <summary>libtorch's threads, 1 or more.</summary>
    public required int Threads { get; init; }

    /// <summary>The mildest verdict of a check that makes the call fail; null for none.</summary>
    public MapVerdict? FailOn { get; init; }

    /// <summary>What is explained.</summary>
    public required ExplainOptions Maps { get; init; }
}
