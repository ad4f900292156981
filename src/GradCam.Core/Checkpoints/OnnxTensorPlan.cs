namespace GradCam.Checkpoints;

/// <summary>A tensor as an ONNX model describes it; its bytes are not read yet and its numbers not checked.</summary>
internal sealed class OnnxTensorPlan
{
    /// <summary>Its name; of an attribute's tensor most often empty.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>ONNX's number of its element type.</summary>
    public long Type { get; set; }

    /// <summary>Its sizes.</summary>
    public List<long> Dims { get; } = [];

    /// <summary>Its bytes in the file, little-endian in a row; null where its elements are written otherwise.</summary>
    public OnnxField? Raw { get; set; }

    /// <summary>Its elements where they are written one by one: of whole numbers and bool, and of float16 the bits.</summary>
    public List<long> Wholes { get; } = [];

    /// <summary>The same of float32.</summary>
    public List<float> Singles { get; } = [];

    /// <summary>The same of float64.</summary>
    public List<double> Doubles { get; } = [];

    /// <summary>Whether its elements lie in another file, which <see cref="External"/> tells of.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Where in which file: ONNX's <c>location</c>, <c>offset</c> and <c>length</c>.</summary>
    public Dictionary<string, string> External { get; } = new(StringComparer.Ordinal);

    /// <summary>The file that its elements lie in, as the model names it; null where none is named.</summary>
    public string? Location => External.GetValueOrDefault("location");
}
