using TorchSharp;

namespace GradCam.Networks;

/// <summary>One node of a graph as its operator sees it.</summary>
internal sealed class OnnxNode
{
    /// <summary>The node's own name; where the file gives none, its first output's.</summary>
    public required string Name { get; init; }

    /// <summary>The operator's name, such as <c>Conv</c>.</summary>
    public required string Operator { get; init; }

    /// <summary>The operator's domain; ONNX's own is empty.</summary>
    public string Domain { get; init; } = string.Empty;

    /// <summary>The version of the domain's operators that the file asks for.</summary>
    public required int Opset { get; init; }

    /// <summary>Names of the values it takes; empty where an optional one is absent.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Names of the values it gives; empty where one is not wanted.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>The attributes by name.</summary>
    public IReadOnlyDictionary<string, OnnxAttribute> Attributes { get; init; } = new Dictionary<string, OnnxAttribute>(StringComparer.Ordinal);

    /// <summary>True where the node has this attribute.</summary>
    public bool Has(string attribute) => Attributes.ContainsKey(attribute);

    /// <summary>An int, or the default where it is absent.</summary>
    public long Int(string attribute, long absent) => Find(attribute) is { } found ? As<long>(found, "an int") : absent;

    /// <summary>An int that says yes (1) or no (0).</summary>
    public bool Flag(string attribute, bool absent = false) => Int(attribute, absent ? 1 : 0) != 0;

    /// <summary>A float, or the default where it is absent.</summary>
    public float Float(string attribute, float absent) => Find(attribute) is { } found ? As<float>(found, "a float") : absent;

    /// <summary>A string, or the default where it is absent.</summary>
    public string Text(string attribute, string absent) => Find(attribute) is { } found ? As<string>(found, "a string") : absent;

    /// <summary>A list of ints; null where it is absent.</summary>
    public long[]? Ints(string attribute) => Find(attribute) is { } found ? As<long[]>(found, "a list of ints") : null;

    /// <summary>A list of floats; null where it is absent.</summary>
    public float[]? Floats(string attribute) => Find(attribute) is { } found ? As<float[]>(found, "a list of floats") : null;

    /// <summary>A tensor, which stays the graph's; null where it is absent.</summary>
    public torch.Tensor? Tensor(string attribute) => Find(attribute) is { } found ? As<torch.Tensor>(found, "a tensor") : null;

    /// <summary>The fault of this node, to be thrown.</summary>
    /// <param name="fault">What is wrong, a sentence that goes on from the node.</param>
    public CheckpointException Fail(string fault) => new($"node {ShownText.Quoted(Name)} ({ShownText.Of(Operator)}) {fault}");

    private OnnxAttribute? Find(string attribute) => Attributes.GetValueOrDefault(attribute);

    private T As<T>(OnnxAttribute attribute, string wanted) => attribute.Value is T value
        ? value
        : throw Fail($"has attribute {attribute.Name} {attribute.Type}; it must be {wanted}");
}
