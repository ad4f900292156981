using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// What a graph comes to for one shape of its input, with no picture: the shape of every value, and the values that follow from shapes alone. Where an operator
/// can be run for its shapes only, it is: that takes neither memory nor time, where a pass over zeros costs as much as a picture.
/// </summary>
internal sealed class OnnxTrace : IDisposable
{
    private readonly OnnxGraph graph;
    private readonly long[]?[] shapes;
    private readonly ScalarType[] types;
    private readonly Tensor?[] values;
    private readonly HashSet<string> failed = new(StringComparer.Ordinal);

    private OnnxTrace(OnnxGraph graph)
    {
        this.graph = graph;
        shapes = new long[]?[graph.Names.Count];
        types = new ScalarType[graph.Names.Count];
        values = new Tensor?[graph.Names.Count];
    }

    /// <summary>The shapes of the values that depend on the picture; null for others.</summary>
    public IReadOnlyList<long[]?> Shapes => shapes;

    /// <summary>The elements of all values that depend on the picture: where gradients are recorded, most of them are held at once.</summary>
    public long Elements => shapes.OfType<long[]>().Sum(shape => shape.Aggregate(1L, (product, size) => product * size));

    /// <summary>The values that depend on shapes alone; null for others.</summary>
    public IReadOnlyList<Tensor?> Values => values;

    /// <summary>Goes through the graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">The shape of its input, in its own order.</param>
    /// <exception cref="CheckpointException">A node cannot be computed.</exception>
    public static OnnxTrace Run(OnnxGraph graph, long[] input)
    {
        var trace = new OnnxTrace(graph);
        using IDisposable withoutGradients = no_grad();
        try
        {
            (trace.shapes[graph.Picture], trace.types[graph.Picture]) = (input, ScalarType.Float32);
            foreach (OnnxStep step in graph.Steps)
            {
                trace.Run(step);
            }

            return trace;
        }
        catch
        {
            trace.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor? value in values)
        {
            value?.Dispose();
        }
    }

    private void Run(OnnxStep step)
    {
        if (step.Origin == OnnxOrigin.Picture && TryByRule(step))
        {
            return;
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor[] given = TryWithoutMemory(step) ?? step.Run([.. step.Inputs.Select(Zeros)]);
        for (int i = 0; i < step.Outputs.Count; i++)
        {
            int output = step.Outputs[i];
            if (output < 0)
            {
                continue;
            }

            if (step.Origin == OnnxOrigin.Shape)
            {
                values[output] = given[i].DetachFromDisposeScope();
            }
            else
            {
                (shapes[output], types[output]) = (given[i].shape, given[i].dtype);
            }
        }
    }

    private bool TryByRule(OnnxStep step)
    {
        var taken = new long[]?[step.Inputs.Count];
        for (int i = 0; i < taken.Length; i++)
        {
            int input = step.Inputs[i];
            if (input >= 0 && (shapes[input] is null ? Known(input)!.dtype : types[input]) != ScalarType.Float32)
            {
                return false;
            }

            taken[i] = input < 0 ? null : shapes[input] ?? Known(input)!.shape;
        }

        if (OnnxShapeRules.Of(step.Node, taken) is not { } shape)
        {
            return false;
        }

        (shapes[step.Outputs[0]], types[step.Outputs[0]]) = (shape, ScalarType.Float32);
        return true;
    }

    /// <summary>The outputs on libtorch's device without memory; null where the operator cannot be run there, since it reads numbers of its inputs.</summary>
    private Tensor[]? TryWithoutMemory(OnnxStep step)
    {
        if ((step.Origin == OnnxOrigin.Shape && step.Node.Operator is not ("Shape" or "Size")) || failed.Contains(step.Node.Operator))
        {
            return null;
        }

        try
        {
            return step.Run([.. step.Inputs.Select(input => Shapeless(step, input))]);
        }
        catch (CheckpointException)
        {
            // An exception costs as much as many nodes.
            failed.Add(step.Node.Operator);
            return null;
        }
    }

    /// <summary>Weights count by their shapes, but for what sizes are computed with.</summary>
    private Tensor? Shapeless(OnnxStep step, int input) => input < 0 ? null
        : shapes[input] is { } shape ? empty(shape, types[input], META)
        : Known(input) is { } known && known.is_floating_point() && known.numel() > 1 && step.Node.Operator is not ("Resize" or "Upsample") ? empty(known.shape, known.dtype, META) : Known(input);

    private Tensor? Zeros(int input) => input < 0 ? null : shapes[input] is { } shape ? zeros([], types[input]).expand(shape) : Known(input);

    private Tensor? Known(int input) => graph.Constants[input] ?? values[input];
}
