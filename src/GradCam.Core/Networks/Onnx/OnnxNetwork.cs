using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// The network that an ONNX model's graph is, from pictures [N, 3, S, S] to logits [N, classes]. Every value that depends on the picture is a child, an identity
/// that the value goes through, so that it can be recorded and replaced as a layer of any other network.
/// </summary>
internal sealed class OnnxNetwork : nn.Module<Tensor, Tensor>
{
    /// <summary>Shapes of the input whose traces are kept: pieces of a method's passes, their last one, and the batch itself.</summary>
    private const int MostTraces = 4;

    /// <summary>The most elements of all values for one picture, 32 GB of numbers: vit_h_14 at 518 pixels has some 5e9.</summary>
    private const long MostElements = 1L << 33;

    private readonly OnnxGraph graph;
    private readonly OnnxLayer?[] layers;
    private readonly int[][] last;
    private readonly List<(string Shape, OnnxTrace Trace)> traces = [];
    private readonly (string Name, nn.Module Layer)[] ownLayers;
    private OnnxCut? cut;

    /// <summary>Makes the network of a graph, which it owns.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="names">The values' names as layers, by their numbers.</param>
    public OnnxNetwork(OnnxGraph graph, IReadOnlyList<string> names)
        : base(nameof(OnnxNetwork))
    {
        this.graph = graph;
        layers = new OnnxLayer?[graph.Names.Count];
        List<(string, nn.Module)> named = [];
        foreach (OnnxStep step in graph.PictureSteps)
        {
            foreach (int output in step.Outputs.Where(output => output >= 0))
            {
                named.Add((names[output], layers[output] = new OnnxLayer(step.Node.Operator, OnnxBias.Of(step, graph))));
            }
        }

        ownLayers = [.. named];
        last = LastUses();
        eval();
    }

    /// <summary>The classes that it gives logits of, for an input of a size.</summary>
    /// <param name="inputSize">S.</param>
    /// <exception cref="CheckpointException">It cannot take that size, or gives no [N, classes].</exception>
    public int ClassesFor(int inputSize)
    {
        OnnxTrace trace = TraceFor(inputSize);
        if (trace.Elements / (graph.Batch ?? 1) > MostElements)
        {
            throw new CheckpointException($"{graph.Source}: for one picture its values have {trace.Elements / (graph.Batch ?? 1)} elements; at most {MostElements} are computed");
        }

        long[] logits = trace.Shapes[graph.Logits]!;
        if (logits.Length < 2 || logits[0] != (graph.Batch ?? 1) || logits[1..].Count(size => size != 1) > 1)
        {
            throw new CheckpointException($"{graph.Source}: for {graph.Batch ?? 1} pictures its output has the shape [{string.Join(",", logits)}], where [N,classes] is wanted: it is no classifier of pictures");
        }

        long classes = logits[1..].Aggregate(1L, (product, size) => product * size);
        return classes == 1 && graph.IsSigmoid ? 2 : (int)classes;
    }

    /// <summary>What the graph comes to for an input of a size.</summary>
    public OnnxTrace TraceFor(int inputSize) => TraceOf(ShapeFor(graph.Batch ?? 1, inputSize));

    /// <summary>The layers, under the names that they were given.</summary>
    public override IEnumerable<(string name, nn.Module module)> named_children() => ownLayers;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        long count = input.shape[0];
        Tensor pictures = graph.Batch is { } batch && count < batch ? cat([input, input.narrow(0, 0, 1).detach().expand([batch - count, .. input.shape[1..]])]) : input;
        Tensor numbers = graph.TakesBytes ? Bytes(pictures) : pictures;
        Tensor taken = graph.IsChannelsLast ? numbers.permute(0, 2, 3, 1) : numbers;
        Tensor logits = Run(taken, count);
        return Finish(logits.narrow(0, 0, NetworkPass.Current?.Replay is { IsClosed: true, Copies: var copies } ? copies : count)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Array.ForEach(ownLayers, child => child.Layer.Dispose());
            traces.ForEach(entry => entry.Trace.Dispose());
            graph.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Whole numbers from 0 to 255, as fractions; rounding passes gradients on, as that of quantised values does.</summary>
    private static Tensor Bytes(Tensor pictures)
    {
        Tensor limited = pictures.clamp(Scalars.Zero, Scalars.LargestByte);
        return limited.Plus((limited.round() - limited).detach());
    }

    private Tensor Run(Tensor pictures, long count)
    {
        var values = new Tensor?[graph.Names.Count];
        values[graph.Picture] = pictures.alias();
        if (NetworkPass.Current?.Replay is not { } replay)
        {
            return Run(values, Enumerable.Range(0, graph.PictureSteps.Count), TraceOf(pictures.shape), count, pictures.shape[0], null);
        }

        OnnxCut parted = CutAt(replay.Layer);
        if (!replay.IsClosed)
        {
            return Run(values, Enumerable.Range(0, graph.PictureSteps.Count), TraceOf(pictures.shape), count, pictures.shape[0], output =>
            {
                if (parted.Before.Contains(output))
                {
                    replay.Keep(layers[output]!, values[output]!);
                }
            });
        }

        OnnxTrace trace = TraceOf([replay.Copies, .. pictures.shape[1..]]);
        foreach (int value in parted.Before.Where(value => value != parted.Value))
        {
            values[value] = parted.Repeat(value, value == graph.Picture ? pictures : replay.Kept(layers[value]!), trace.Shapes[value]!);
        }

        values[parted.Value] = layers[parted.Value]!.call(replay.Kept(layers[parted.Value]!).alias());
        return Run(values, parted.Steps, trace, replay.Copies, replay.Copies, null);
    }

    /// <summary>Runs steps, of which the values that they take and do not give are there.</summary>
    private Tensor Run(Tensor?[] values, IEnumerable<int> steps, OnnxTrace trace, long count, long batch, Action<int>? given)
    {
        foreach (int i in steps)
        {
            OnnxStep step = graph.PictureSteps[i];
            using DisposeScope scope = NewDisposeScope();
            Tensor[] made = Named(step, [.. step.Inputs.Select(input => input < 0 ? null : values[input] ?? graph.Constants[input] ?? trace.Values[input])]);
            for (int place = 0; place < step.Outputs.Count; place++)
            {
                if (step.Outputs[place] is >= 0 and var output)
                {
                    values[output] = Hand(layers[output]!, made[place], count, batch).MoveToOuterDisposeScope();
                    given?.Invoke(output);
                }
            }

            // Where gradients are recorded the graph keeps what it needs of them; elsewhere memory is free again.
            foreach (int done in last[i])
            {
                values[done]?.Dispose();
                values[done] = null;
            }
        }

        return values[graph.Logits] ?? throw new CheckpointException($"{graph.Source}: its output does not depend on the layer");
    }

    private OnnxCut CutAt(nn.Module layer) => cut is not null && ReferenceEquals(layers[cut.Value], layer) ? cut : cut = new OnnxCut(graph, Array.IndexOf(layers, layer));

    /// <summary>Lets a value go through its layer; of pictures that only fill up a fixed batch the layer sees nothing.</summary>
    private static Tensor Hand(OnnxLayer layer, Tensor value, long count, long batch)
    {
        if (count == batch || value.dim() == 0 || value.shape[0] % batch != 0)
        {
            return layer.call(value);
        }

        long rows = value.shape[0] / batch * count;
        Tensor seen = layer.call(value.narrow(0, 0, rows));
        return cat([seen, value.narrow(0, rows, value.shape[0] - rows)]);
    }

    /// <summary>A sigmoid's one logit z as two classes: of -z/2 and z/2 the softmax is the sigmoid.</summary>
    private Tensor Finish(Tensor logits)
    {
        Tensor rows = logits.dim() > 2 ? logits.flatten(1) : logits;
        if (!graph.IsSigmoid || rows.shape[1] != 1)
        {
            return rows.alias();
        }

        Tensor half = rows / Scalars.Two;
        return cat([-half, half], 1);
    }

    private Tensor[] Named(OnnxStep step, Tensor?[] inputs)
    {
        try
        {
            return step.Run(inputs);
        }
        catch (CheckpointException fault)
        {
            throw new CheckpointException($"{graph.Source}: {fault.Message}", fault);
        }
    }

    private long[] ShapeFor(long count, long side) => graph.IsChannelsLast ? [count, side, side, 3] : [count, 3, side, side];

    private OnnxTrace TraceOf(long[] shape)
    {
        string key = string.Join(',', shape);
        int place = traces.FindIndex(entry => entry.Shape == key);
        if (place >= 0)
        {
            return traces[place].Trace;
        }

        OnnxTrace made = Trace(shape);
        if (traces.Count == MostTraces)
        {
            traces[0].Trace.Dispose();
            traces.RemoveAt(0);
        }

        traces.Add((key, made));
        return made;
    }

    private OnnxTrace Trace(long[] shape)
    {
        try
        {
            return OnnxTrace.Run(graph, shape);
        }
        catch (CheckpointException fault)
        {
            throw new CheckpointException($"{graph.Source}: for an input of [{string.Join(",", shape)}]: {fault.Message}", fault);
        }
    }

    /// <summary>For each step the values that no later one takes.</summary>
    private int[][] LastUses()
    {
        HashSet<int> seen = [graph.Logits];
        var uses = new int[graph.PictureSteps.Count][];
        for (int i = uses.Length - 1; i >= 0; i--)
        {
            OnnxStep step = graph.PictureSteps[i];
            uses[i] = [.. step.Inputs.Concat(step.Outputs).Where(value => value >= 0 && graph.Origins[value] == OnnxOrigin.Picture && seen.Add(value))];
        }

        return uses;
    }
}
