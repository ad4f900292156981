namespace GradCam.Checkpoints;

/// <summary>A node as an ONNX model describes it.</summary>
internal sealed class OnnxNodePlan
{
    /// <summary>Its own name; may be empty.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Its operator.</summary>
    public string Operator { get; set; } = string.Empty;

    /// <summary>The operator's domain; ONNX's own is empty.</summary>
    public string Domain { get; set; } = string.Empty;

    /// <summary>The values that it takes; empty where an optional one is absent.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>The values that it gives; empty where one is not wanted.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>Its attributes.</summary>
    public List<OnnxAttributePlan> Attributes { get; } = [];

    /// <summary>What messages call it: its name, or its first output's.</summary>
    public string ShownName => Name.Length > 0 ? Name : Outputs.Find(output => output.Length > 0) ?? Operator;
}
