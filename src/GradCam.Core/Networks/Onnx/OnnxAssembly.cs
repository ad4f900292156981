using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Operators that put values together, part them, or repeat them.</summary>
internal static class OnnxAssembly
{
    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table =>
    [
        new("Concat", 1, int.MaxValue, Concat),
        new("Split", 1, 2, Split),
        new("Expand", 2, 2, Expand),
        new("Tile", 2, 2, Tile),
    ];

    private static Tensor[] Concat(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor first = OnnxValues.Needed(node, inputs, 0, "1");
        int axis = (int)OnnxValues.Axis(node, first, 1);
        Tensor place = inputs.OfType<Tensor>().FirstOrDefault(input => input.device_type != first.device_type && input.device_type != TorchSharp.DeviceType.CPU) ?? first;
        Tensor[] parts = [.. inputs.Select((_, i) => OnnxValues.Beside(OnnxValues.Needed(node, inputs, i, $"{i + 1}"), place))];
        long[] shape = first.shape;
        foreach (Tensor part in parts.Skip(1))
        {
            if (part.dim() != shape.Length)
            {
                throw node.Fail($"takes {OnnxSize.Show(first.shape)} and {OnnxSize.Show(part.shape)}, which do not fit together");
            }

            shape[axis] += part.shape[axis];
        }

        OnnxSize.Check(node, shape);
        return [cat(parts, axis)];
    }

    private static Tensor[] Split(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!;
        long axis = OnnxValues.Axis(node, x, 0), size = x.shape[axis];
        long[]? sizes = OnnxValues.Longs(node, inputs, 1, "split");
        if (sizes is null)
        {
            // All alike; where that does not come out even, the last one is smaller.
            long count = Math.Max(node.Int("num_outputs", node.Outputs.Count), 1);
            long part = (size + count - 1) / count;
            sizes = count <= node.Outputs.Count && part * (count - 1) <= size
                ? [.. Enumerable.Repeat(part, (int)count - 1), size - (part * (count - 1))]
                : throw node.Fail($"would part {size} into {count} for {node.Outputs.Count} outputs");
        }

        if (sizes.Any(part => part < 0 || part > size) || sizes.Sum() != size)
        {
            throw node.Fail($"would part {size} into {OnnxSize.Show(sizes)}");
        }

        return x.split(sizes, axis);
    }

    /// <summary>Both shapes broadcast: where the wanted size is 1 the value's stays.</summary>
    private static Tensor[] Expand(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        long[] wanted = OnnxSize.Check(node, OnnxValues.Longs(node, inputs[1]!, "shape"));
        return [inputs[0]!.expand(OnnxSize.Broadcast(node, inputs[0]!.shape, wanted))];
    }

    private static Tensor[] Tile(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!;
        long[] times = OnnxSize.Check(node, OnnxValues.Longs(node, inputs[1]!, "repeats"));
        if (times.Length != x.dim())
        {
            throw node.Fail($"would repeat {OnnxSize.Show(x.shape)} {OnnxSize.Show(times)} times");
        }

        OnnxSize.Check(node, [.. x.shape.Concat(times)]);
        return [x.repeat(times)];
    }
}
