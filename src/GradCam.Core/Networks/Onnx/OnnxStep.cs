using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>A node in its place in a graph, where values have numbers.</summary>
/// <param name="node">The node.</param>
/// <param name="operation">What it does.</param>
/// <param name="inputs">The values that it takes; -1 where an optional one is absent.</param>
/// <param name="outputs">The values that it gives; -1 where one is not wanted.</param>
internal sealed class OnnxStep(OnnxNode node, OnnxOperation operation, int[] inputs, int[] outputs)
{
    /// <summary>The node.</summary>
    public OnnxNode Node => node;

    /// <summary>The values that it takes; -1 where an optional one is absent.</summary>
    public IReadOnlyList<int> Inputs => inputs;

    /// <summary>The values that it gives; -1 where one is not wanted.</summary>
    public IReadOnlyList<int> Outputs => outputs;

    /// <summary>What its outputs follow from.</summary>
    public required OnnxOrigin Origin { get; init; }

    /// <summary>Computes the outputs, in the dispose scope that is open.</summary>
    /// <param name="values">The inputs, in the node's order.</param>
    /// <exception cref="CheckpointException">The node cannot be computed; the message names it, its operator and the shapes of its inputs.</exception>
    public Tensor[] Run(Tensor?[] values)
    {
        try
        {
            Tensor[] given = operation.Run(node, values);
            return given.Length >= outputs.Length ? given : throw node.Fail($"is asked for {outputs.Length} outputs; it gives {given.Length}");
        }
        catch (CheckpointException failure)
        {
            throw Name(failure.Message, values, failure);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever a damaged file brings about: the operators check what they can tell, libtorch the rest. A native stack follows its first line.
            throw Name($"{node.Fail("cannot be computed").Message} ({failure.Message.Split('\n')[0]})", values, failure);
        }
    }

    private static CheckpointException Name(string fault, Tensor?[] values, Exception inner) =>
        new($"{fault}; its inputs: {string.Join(", ", values.Select(value => value is null ? "none" : OnnxSize.Show(value.shape)))}", inner);
}
