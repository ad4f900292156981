using GradCam.Checkpoints;

namespace GradCam.Networks;

/// <summary>The end of a classifier: which value holds the logits, and what was made of them.</summary>
/// <param name="Logits">The value's name: what stands before a softmax or sigmoid at the end.</param>
/// <param name="IsSigmoid">Whether each logit was made a probability by itself.</param>
internal sealed record OnnxHead(string Logits, bool IsSigmoid)
{
    /// <summary>What changes no number of what it is given, or takes the place of the largest.</summary>
    private static readonly string[] Passed = ["Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Dropout", "ArgMax"];

    /// <summary>Finds the logits.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">For messages.</param>
    /// <exception cref="CheckpointException">The graph gives nothing.</exception>
    public static OnnxHead Find(OnnxFile model, CheckpointFile file)
    {
        var producers = new Dictionary<string, OnnxNodePlan>(StringComparer.Ordinal);
        foreach (OnnxNodePlan node in model.Nodes)
        {
            node.Outputs.ForEach(output => producers.TryAdd(output, node));
        }

        OnnxValuePlan[] outputs = [.. model.Outputs.Where(output => producers.ContainsKey(output.Name))];
        OnnxValuePlan output = outputs.FirstOrDefault(given => given.Name.Contains("logits", StringComparison.OrdinalIgnoreCase))
            ?? outputs.FirstOrDefault(given => given.Dims is null or { Count: 2 })
            ?? outputs.FirstOrDefault()
            ?? throw file.Fail("its graph gives no output that a node makes");
        string end = output.Name;
        // Whatever stands between the activation and the output is gone with it; without an activation the output itself is meant. Damaged files have nodes in a circle.
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (string at = end; seen.Add(at) && producers.TryGetValue(at, out OnnxNodePlan? node) && node.Inputs.Count > 0; at = node.Inputs[0])
        {
            if (node.Operator is "Softmax" or "LogSoftmax" or "Sigmoid")
            {
                return new OnnxHead(node.Inputs[0], node.Operator == "Sigmoid");
            }

            if (!Passed.Contains(node.Operator))
            {
                break;
            }

            end = node.Operator == "ArgMax" ? node.Inputs[0] : end;
        }

        return new OnnxHead(end, false);
    }
}
