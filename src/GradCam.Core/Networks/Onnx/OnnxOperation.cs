using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Computes a node's outputs.</summary>
/// <param name="node">The node.</param>
/// <param name="inputs">As many as the node's inputs; null where an optional one is absent. Left as they are.</param>
/// <returns>
/// One tensor for each output that the operator gives, also for those that the node does not name at the end: handles of their own in the caller's dispose scope, which may share
/// an input's memory. Numbers of shapes are int64 on the processor.
/// </returns>
/// <exception cref="CheckpointException">The inputs or attributes do not fit the operator.</exception>
internal delegate Tensor[] OnnxOperator(OnnxNode node, IReadOnlyList<Tensor?> inputs);

/// <summary>An operator: its name, how many inputs it takes, and how it is computed.</summary>
/// <param name="Name">ONNX's name.</param>
/// <param name="Fewest">The fewest inputs; those are never absent.</param>
/// <param name="Most">The most inputs.</param>
/// <param name="Run">Computes it.</param>
internal sealed record OnnxOperation(string Name, int Fewest, int Most, OnnxOperator Run)
{
    /// <summary>Refuses, without running, attributes in forms that are not supported.</summary>
    public Action<OnnxNode> Check { get; init; } = _ => { };
}
