namespace GradCam;

/// <summary>Which files are made of an explanation, and how.</summary>
public sealed record ResultOptions
{
    /// <summary>The quality of JPEG files, 1 to 100; their chroma is 4:4:4. Default: 95.</summary>
    public int JpegQuality { get; init; } = 95;

    /// <summary>Whether the masks, the guided gradient and the logits are written as float32 <c>.npy</c> files too. Default: false.</summary>
    public bool Arrays { get; init; }

    /// <summary>Whether a <c>.json</c> file with what was found is written too. Default: false.</summary>
    public bool Json { get; init; }

    /// <summary>The SHA-256 of the checkpoint, for the <c>.json</c> file. Default: null, not known.</summary>
    public string? CheckpointSha256 { get; init; }
}
