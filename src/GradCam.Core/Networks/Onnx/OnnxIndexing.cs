using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Operators that take or set elements by their places.</summary>
internal static class OnnxIndexing
{
    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table =>
    [
        new("Slice", 1, 5, Slice),
        new("Gather", 2, 2, (node, inputs) => [Gather(node, inputs[0]!, inputs[1]!)]),
        new("GatherElements", 2, 2, (node, inputs) => [GatherElements(node, inputs[0]!, inputs[1]!)]),
        new("GatherND", 2, 2, (node, inputs) => [GatherND(node, inputs[0]!, inputs[1]!)]),
        new("Trilu", 1, 2, Trilu),
    ];

    private static Tensor[] Slice(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!;
        long[] starts = OnnxValues.Longs(node, inputs, 1, "starts") ?? throw node.Fail("lacks its starts");
        long[] ends = OnnxValues.Longs(node, inputs, 2, "ends") ?? throw node.Fail("lacks its ends");
        long[] axes = OnnxValues.Axes(node, inputs, 3, x.dim()) ?? [.. Enumerable.Range(0, starts.Length).Select(i => OnnxValues.Axis(node, i, x.dim()))];
        long[] steps = OnnxValues.Optional(inputs, 4) is { } input ? OnnxValues.Longs(node, input, "steps") : [.. Enumerable.Repeat(1L, starts.Length)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length || steps.Contains(0))
        {
            throw node.Fail($"has starts {OnnxSize.Show(starts)}, ends {OnnxSize.Show(ends)}, axes {OnnxSize.Show(axes)} and steps {OnnxSize.Show(steps)}");
        }

        Tensor y = x.alias();
        for (int i = 0; i < starts.Length; i++)
        {
            y = Sliced(y, axes[i], starts[i], ends[i], steps[i]);
        }

        return [y];
    }

    /// <summary>Backwards is forwards in what is turned round.</summary>
    private static Tensor Sliced(Tensor x, long axis, long start, long end, long step)
    {
        long size = x.shape[axis];
        long first = start < 0 ? start + size : start, last = end < 0 ? end + size : end;
        if (step > 0)
        {
            first = Math.Clamp(first, 0, size);
            return x.slice(axis, first, Math.Max(first, Math.Clamp(last, 0, size)), Math.Min(step, Math.Max(size, 1)));
        }

        first = size - 1 - Math.Clamp(first, -1, size - 1);
        last = size - 1 - Math.Clamp(last, -1, size - 1);
        Tensor turned = OnnxValues.IsShapeOnly(x) ? x : x.flip([axis]);
        return turned.slice(axis, first, Math.Max(first, last), -Math.Max(step, -Math.Max(size, 1)));
    }

    /// <summary>Places beside the data, counted from the front and within it.</summary>
    public static Tensor Places(OnnxNode node, Tensor places, Tensor data, long size)
    {
        using Scalar count = size;
        Tensor counted = places.to(ScalarType.Int64);
        counted = where(counted.lt(Scalars.Zero), counted.Plus(count), counted);
        if (counted.numel() > 0 && (OnnxValues.Long(node, counted.amin([]), "a place") < 0 || OnnxValues.Long(node, counted.amax([]), "a place") >= size))
        {
            throw node.Fail($"has places outside a size of {size}");
        }

        return OnnxValues.Beside(counted, data);
    }

    private static Tensor Gather(OnnxNode node, Tensor data, Tensor places)
    {
        int axis = (int)OnnxValues.Axis(node, data, 0);
        long[] sizes = data.shape;
        long[] shape = OnnxSize.Check(node, [.. sizes[..axis], .. places.shape, .. sizes[(axis + 1)..]]);
        Tensor counted = Places(node, places, data, sizes[axis]);
        if (OnnxValues.IsShapeOnly(data))
        {
            return OnnxValues.Blank(data, shape);
        }

        return places.dim() == 0 && places.device_type == DeviceType.CPU
            ? data.select(axis, OnnxValues.Long(node, counted, "a place"))
            : data.index_select(axis, counted.reshape(-1)).reshape(shape);
    }

    private static Tensor GatherElements(OnnxNode node, Tensor data, Tensor places)
    {
        long axis = OnnxValues.Axis(node, data, 0);
        OnnxSize.Check(node, places.shape);
        return data.gather(axis, Places(node, places, data, data.shape[axis]));
    }

    /// <summary>
    /// One number for each row of places: of the dimensions that a row has numbers for one is made.
    /// </summary>
    /// <returns>The dimensions' product and the numbers, in the rows' shape.</returns>
    public static (long Size, Tensor Places) Joined(OnnxNode node, Tensor data, Tensor places, int batch)
    {
        long width = places.dim() > 0 ? places.shape[^1] : 0;
        if (width < 1 || batch < 0 || batch >= places.dim() || batch + width > data.dim() || !places.shape.AsSpan(0, batch).SequenceEqual(data.shape.AsSpan(0, batch)))
        {
            throw node.Fail($"takes {OnnxSize.Show(data.shape)} with places of {OnnxSize.Show(places.shape)}");
        }

        long size = 1;
        Tensor joined = zeros([], dtype: ScalarType.Int64);
        for (int i = 0; i < width; i++)
        {
            long each = data.shape[batch + i];
            using Scalar factor = each;
            Tensor next = Places(node, places.select(-1, i), data, each);
            joined = OnnxValues.Beside(joined, next).mul(factor).Plus(next);
            size *= each;
        }

        return (size, joined);
    }

    private static Tensor GatherND(OnnxNode node, Tensor data, Tensor places)
    {
        int batch = (int)Math.Clamp(node.Int("batch_dims", 0), -1, 16);
        (long size, Tensor joined) = Joined(node, data, places, batch);
        long[] front = data.shape[..batch], rest = data.shape[(batch + (int)places.shape[^1])..];
        long[] shape = OnnxSize.Check(node, [.. places.shape[..^1], .. rest]);
        long each = Product(rest), batches = Product(front);
        Tensor rows = joined.reshape(batches, Product(places.shape[batch..^1]), 1);
        return data.reshape(batches, size, each).gather(1, rows.expand(-1, -1, each)).reshape(shape);
    }

    private static long Product(long[] sizes) => sizes.Aggregate(1L, (product, size) => product * size);

    private static Tensor[] Trilu(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        long diagonal = OnnxValues.Optional(inputs, 1) is { } input ? Math.Clamp(OnnxValues.Long(node, input, "k"), -OnnxSize.MostElements, OnnxSize.MostElements) : 0;
        return [node.Flag("upper", true) ? inputs[0]!.triu(diagonal) : inputs[0]!.tril(diagonal)];
    }
}
