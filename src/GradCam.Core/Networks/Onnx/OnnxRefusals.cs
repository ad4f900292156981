namespace GradCam.Networks;

/// <summary>Why an operator is not supported, and what to export instead.</summary>
internal static class OnnxRefusals
{
    private static readonly string[] Control = ["If", "Loop", "Scan"];

    private static readonly string[] Quantised =
        ["QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger", "DynamicQuantizeLinear"];

    /// <summary>What can be done about an operator that is not supported; empty where nothing is known.</summary>
    /// <param name="domain">The node's domain.</param>
    /// <param name="name">The operator's name.</param>
    public static string Advice(string domain, string name) => (domain, name) switch
    {
        (not ("" or "ai.onnx"), _) => "operators of other domains are not supported: export the model without them, before any optimiser of a runtime",
        _ when Control.Contains(name) => "control flow is not supported: export with the branch taken or the loop unrolled, as tracing does",
        _ when Quantised.Contains(name) => "operators on whole numbers have no gradients: export the float model, or one quantised in the QDQ format",
        _ when name.StartsWith("Sequence", StringComparison.Ordinal) || name.StartsWith("Optional", StringComparison.Ordinal) =>
            "sequences and optional values are not supported: export a model of tensors",
        _ => string.Empty,
    };
}
