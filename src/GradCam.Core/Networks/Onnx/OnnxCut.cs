using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>A graph parted at a value: what depends on it, and what that needs of the rest.</summary>
internal sealed class OnnxCut
{
    private readonly OnnxGraph graph;

    /// <summary>Parts a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="value">A value that a step gives.</param>
    public OnnxCut(OnnxGraph graph, int value)
    {
        (this.graph, Value) = (graph, value);
        HashSet<int> behind = [value];
        List<int> steps = [];
        HashSet<int> before = [value];
        for (int i = 0; i < graph.PictureSteps.Count; i++)
        {
            OnnxStep step = graph.PictureSteps[i];
            if (step.Inputs.Any(behind.Contains))
            {
                steps.Add(i);
                behind.UnionWith(step.Outputs.Where(output => output >= 0));
                before.UnionWith(step.Inputs.Where(input => input >= 0 && graph.Origins[input] == OnnxOrigin.Picture && !behind.Contains(input)));
            }
        }

        (Steps, Before) = (steps, before);
    }

    /// <summary>The value.</summary>
    public int Value { get; }

    /// <summary>The places, among the steps of a picture, of those that depend on the value, in order.</summary>
    public IReadOnlyList<int> Steps { get; }

    /// <summary>The value, and the others that these steps take and that do not depend on it.</summary>
    public IReadOnlySet<int> Before { get; }

    /// <summary>A value of one picture, as it is of several that are the same.</summary>
    /// <param name="value">Its number.</param>
    /// <param name="tensor">What it is of one picture.</param>
    /// <param name="shape">The shape that it has of several.</param>
    /// <returns>In the dispose scope that is open.</returns>
    /// <exception cref="CheckpointException">The shapes do not tell how pictures stand in it.</exception>
    public Tensor Repeat(int value, Tensor tensor, long[] shape)
    {
        long[] one = tensor.shape;
        int[] longer = one.Length == shape.Length ? [.. Enumerable.Range(0, shape.Length).Where(i => one[i] != shape[i])] : [-1, -1];
        return longer switch
        {
            [] => tensor.alias(),
            [var only] when one[only] == 1 => tensor.expand(shape),
            // Windows, or tokens, of a picture after the other's.
            [0] when shape[0] % one[0] == 0 => tensor.repeat([shape[0] / one[0], .. Enumerable.Repeat(1L, shape.Length - 1)]),
            _ => throw new CheckpointException($"{graph.Source}: value {ShownText.Quoted(graph.Names[value])} is {OnnxSize.Show(one)} of one picture and {OnnxSize.Show(shape)} of several: it cannot be repeated"),
        };
    }
}
