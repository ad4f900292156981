using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// Shapes that follow from shapes by a rule. libtorch can run most operators for their shapes alone; it has no such form of convolutions and rectifiers, which are
/// what most graphs are made of, and for these rules are faster than that.
/// </summary>
internal static class OnnxShapeRules
{
    private static readonly string[] Kept =
    [
        "Relu", "Clip", "LeakyRelu", "PRelu", "Elu", "Selu", "Softplus", "Softsign", "Mish", "HardSigmoid", "HardSwish", "Gelu", "Swish", "Sigmoid", "Tanh", "Erf", "Sqrt", "Exp", "Log", "Neg", "Abs",
        "Reciprocal", "Softmax", "LogSoftmax", "BatchNormalization", "InstanceNormalization", "GroupNormalization", "LayerNormalization", "LRN", "Identity", "Dropout",
    ];

    private static readonly string[] Joined = ["Add", "Sub", "Mul", "Div"];

    /// <summary>The shape of a node's one output; null where there is no rule for it.</summary>
    /// <param name="node">The node, whose inputs are all of float32.</param>
    /// <param name="shapes">The shapes of its inputs; null for those that are absent.</param>
    /// <exception cref="CheckpointException">The output would be too large, or the shapes do not fit.</exception>
    public static long[]? Of(OnnxNode node, IReadOnlyList<long[]?> shapes)
    {
        if (node.Outputs.Count != 1 || shapes.Count == 0 || shapes[0] is not { } first)
        {
            return null;
        }

        return Kept.Contains(node.Operator) ? first
            : Joined.Contains(node.Operator) && shapes is [_, { } second] ? OnnxSize.Broadcast(node, first, second)
            : node.Operator == "Conv" && shapes[1] is { } weight ? Convolved(node, first, weight)
            : null;
    }

    /// <summary>What does not fit is left to the operator, which says so.</summary>
    private static long[]? Convolved(OnnxNode node, long[] taken, long[] weight)
    {
        long groups = node.Int("group", 1);
        if (taken.Length != 4 || weight.Length != 4 || groups < 1 || taken[1] != weight[1] * groups || weight[0] % groups != 0)
        {
            return null;
        }

        using Tensor like = empty(taken, ScalarType.Float32, META);
        long[] windows = OnnxWindow.Of(node, like, weight[2..]).Outputs;
        return OnnxSize.Check(node, taken[0], weight[0], windows[0], windows[1]);
    }
}
