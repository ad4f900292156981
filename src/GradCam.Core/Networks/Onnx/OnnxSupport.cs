using GradCam.Checkpoints;

namespace GradCam.Networks;

/// <summary>Refuses what no operator here computes, all of it in one message, before any tensor is read.</summary>
internal static class OnnxSupport
{
    private const int MostNamed = 8;

    /// <summary>Refuses nodes of operators that are not supported.</summary>
    /// <param name="nodes">The nodes that lead to the logits.</param>
    /// <param name="opset">The version of the operators.</param>
    /// <param name="file">For messages.</param>
    /// <exception cref="CheckpointException">There are such nodes; the message names the operators, the first node of each, and what to export instead.</exception>
    public static void Check(IReadOnlyList<OnnxNodePlan> nodes, int opset, CheckpointFile file)
    {
        OnnxNodePlan[] unknown = [.. nodes
            .Where(node => OnnxOperators.Find(node.Domain, node.Operator) is null)
            .DistinctBy(node => (node.Domain, node.Operator))];
        if (unknown.Length == 0)
        {
            return;
        }

        string[] advice = [.. unknown.Select(node => OnnxRefusals.Advice(node.Domain, node.Operator)).Where(text => text.Length > 0).Distinct()];
        string more = unknown.Length > MostNamed ? $" and {unknown.Length - MostNamed} more" : string.Empty;
        throw file.Fail(
            $"operators are not supported: {string.Join(", ", unknown.Take(MostNamed).Select(Show))}{more} (version {opset}; {OnnxOperators.Names.Count} operators are)"
            + string.Concat(advice.Select(text => $"; {text}")));
    }

    private static string Show(OnnxNodePlan node) =>
        $"{ShownText.Of(node.Domain is "" or "ai.onnx" ? node.Operator : $"{node.Domain}.{node.Operator}")} (node {ShownText.Quoted(node.ShownName)})";
}
