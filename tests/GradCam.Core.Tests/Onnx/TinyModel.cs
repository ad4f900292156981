using GradCam.Core.Tests.Networks;

namespace GradCam.Core.Tests.Onnx;

/// <summary>A small classifier as an ONNX file: two convolutions with rectifiers, the mean over the grid, a linear layer, and what may follow it.</summary>
internal sealed record TinyModel
{
    /// <summary>Side of its pictures; its grid has half of it.</summary>
    public const int Side = 8;

    /// <summary>The layer that is explained where none is named.</summary>
    public const string DefaultLayer = "features.1.1.Relu";

    /// <summary>The number of classes. Default: 4.</summary>
    public int Classes { get; init; } = 4;

    /// <summary>The pictures at once; -1 (the default) for any number.</summary>
    public int Batch { get; init; } = -1;

    /// <summary>The side as it is declared; -1 for any. Default: as it is.</summary>
    public int DeclaredSide { get; init; } = Side;

    /// <summary>Operators behind the logits. Default: none.</summary>
    public IReadOnlyList<string> Behind { get; init; } = [];

    /// <summary>Whether a convolution makes the scores, and their mean the logits, as squeezenet does. Default: false.</summary>
    public bool ConvolutionMakesScores { get; init; }

    /// <summary>The metadata. Default: none.</summary>
    public IReadOnlyList<(string, string)> Metadata { get; init; } = [];

    /// <summary>The version of the operators. Default: 13.</summary>
    public int Opset { get; init; } = 13;

    /// <summary>Nodes in front of its own. Default: none.</summary>
    public IReadOnlyList<OnnxWriter> Front { get; init; } = [];

    /// <summary>What its first node takes. Default: the picture.</summary>
    public string Taken { get; init; } = "input";

    /// <summary>Nodes besides its own. Default: none.</summary>
    public IReadOnlyList<OnnxWriter> More { get; init; } = [];

    /// <summary>What the graph gives, where that is not what its own last node gives. Default: null.</summary>
    public string? Output { get; init; }

    /// <summary>What the graph gives in front of that. Default: none.</summary>
    public IReadOnlyList<OnnxWriter> Outputs { get; init; } = [];

    /// <summary>The linear layer's weight. Default: its own.</summary>
    public string LinearWeight { get; init; } = "fc.weight";

    /// <summary>Initialisers besides its own, or in the place of those. Default: none.</summary>
    public IReadOnlyList<OnnxWriter> Tensors { get; init; } = [];

    /// <summary>Inputs besides the picture. Default: none.</summary>
    public IReadOnlyList<OnnxWriter> Inputs { get; init; } = [];

    /// <summary>The picture's element type. Default: float32.</summary>
    public int Type { get; init; } = OnnxValue.Float;

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        List<OnnxWriter> nodes =
        [
            Node("Conv", "/features/features.0/features.0.0/Conv", [Taken, "features.0.0.weight", "features.0.0.bias"], ("pads", new long[] { 1, 1, 1, 1 }), ("strides", new long[] { 2, 2 })),
            Node("Relu", "/features/features.0/features.0.1/Relu", ["/features/features.0/features.0.0/Conv_output_0"]),
            Node("Conv", "/features/features.1/features.1.0/Conv", ["/features/features.0/features.0.1/Relu_output_0", "features.1.0.weight"], ("pads", new long[] { 1, 1, 1, 1 })),
            Node("Relu", "/features/features.1/features.1.1/Relu", ["/features/features.1/features.1.0/Conv_output_0"]),
        ];
        string last = "/features/features.1/features.1.1/Relu_output_0";
        if (ConvolutionMakesScores)
        {
            nodes.Add(Node("Conv", "/classifier/Conv", [last, "scores.weight"]));
            nodes.Add(Node("Relu", "/classifier/Relu", ["/classifier/Conv_output_0"]));
            last = "/classifier/Relu_output_0";
        }

        nodes.Add(Node("GlobalAveragePool", "/pool/GlobalAveragePool", [last]));
        // With the number of pictures in it, where that is declared.
        nodes.Add(Node("Reshape", "/Reshape", ["/pool/GlobalAveragePool_output_0", "flat"]));
        last = "/Reshape_output_0";
        if (!ConvolutionMakesScores)
        {
            nodes.Add(Node("Gemm", "/fc/Gemm", [last, LinearWeight, "fc.bias"], ("transB", 1L)));
            last = "/fc/Gemm_output_0";
        }

        foreach (string operation in Behind)
        {
            nodes.Add(Node(operation, $"/{operation}", [last]));
            last = $"/{operation}_output_0";
        }

        return OnnxWriter.Model(
            Opset,
            [.. Front, .. nodes, .. More],
            [OnnxWriter.Value("input", Type, Batch, 3, DeclaredSide, DeclaredSide), .. Inputs],
            [.. Outputs, OnnxWriter.Value(Output ?? last, OnnxValue.Float, Batch, Classes)],
            [
                Tensor("features.0.0.weight", 4, 3, 3, 3), Tensor("features.0.0.bias", 4), Tensor("features.1.0.weight", 5, 4, 3, 3), Tensor("scores.weight", Classes, 5, 1, 1),
                Tensor("fc.weight", Classes, 5), Tensor("fc.bias", Classes), OnnxWriter.Tensor("flat", OnnxValue.Longs(Batch < 0 ? 0 : Batch, -1)), .. Tensors,
            ],
            [.. Metadata]);
    }

    /// <summary>Writes it into a folder.</summary>
    /// <returns>Its path.</returns>
    public string Write(string folder, string name = "tiny")
    {
        string path = Path.Combine(folder, $"{name}.onnx");
        File.WriteAllBytes(path, ToBytes());
        return path;
    }

    /// <summary>A node that PyTorch would have written.</summary>
    public static OnnxWriter Node(string operation, string name, string[] inputs, params (string Key, object Value)[] attributes) =>
        OnnxWriter.Node(operation, inputs, [$"{name}_output_0"], attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value), name);

    /// <summary>An initialiser of float32 whose numbers lie in a file beside the model.</summary>
    public static OnnxWriter FarTensor(string name, long[] shape, string location, int offset, int length)
    {
        OnnxWriter Entry(string key, string value) => new OnnxWriter().Text(1, key).Text(2, value);
        return new OnnxWriter().Numbers(1, shape).Number(2, OnnxValue.Float).Text(8, name)
            .Each(13, [Entry("location", location), Entry("offset", $"{offset}"), Entry("length", $"{length}")]).Number(14, 1);
    }

    private static OnnxWriter Tensor(string name, params long[] shape) => OnnxWriter.Tensor(name, OnnxValue.Formula(name.Length, shape));
}
