namespace GradCam;

/// <summary>Which files are made of an explanation, and how.</summary>
public sealed record ResultOptions
{
    /// <summary>The quality of JPEG files, 1 to 100; their chroma is 4:4:4. Default: 95.</summary>
    public int JpegQuality { get; init; } = 95;

    /// <summary>Whether the pictures are PNG files, which lose nothing, in place of JPEG. Default: false.</summary>
    public bool Png { get; init; }

    /// <summary>
    /// Whether numbers are written as float32 <c>.npy</c> files too: the masks of Grad-CAM and Grad-CAM++ at the input's size (<c>mask</c>, <c>mask++</c>),
    /// the guided gradient and the logits. Default: false.
    /// </summary>
    public bool Arrays { get; init; }

    /// <summary>Whether the arrays are each method's signed map by its key instead, before rectifying and scaling. Default: false.</summary>
    public bool RawMaps { get; init; }

    /// <summary>Whether a <c>.json</c> file with what was found is written too. Default: false.</summary>
    public bool Json { get; init; }
}
