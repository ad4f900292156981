using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Operators that give the same numbers in another shape, and that tell shapes.</summary>
internal static class OnnxShapes
{
    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table =>
    [
        new("Identity", 1, 1, (_, inputs) => [inputs[0]!.alias()]),
        new("Dropout", 1, 3, Dropout),
        new("Reshape", 2, 2, (node, inputs) => [Reshape(node, inputs[0]!, OnnxValues.Longs(node, inputs[1]!, "shape"))]),
        new("Flatten", 1, 1, (node, inputs) => [Flatten(node, inputs[0]!)]),
        new("Squeeze", 1, 2, Squeeze),
        new("Unsqueeze", 1, 2, Unsqueeze),
        new("Transpose", 1, 1, (node, inputs) => [Transpose(node, inputs[0]!)]),
        new("Shape", 1, 1, (node, inputs) => [Shape(node, inputs[0]!)]),
        new("Size", 1, 1, (_, inputs) => [tensor(inputs[0]!.numel(), ScalarType.Int64)]),
        new("DepthToSpace", 1, 1, (node, inputs) => [DepthToSpace(node, inputs[0]!)]) { Check = node => IsColumnFirst(node) },
        new("SpaceToDepth", 1, 1, (node, inputs) => [SpaceToDepth(node, inputs[0]!)]),
    ];

    private static Tensor[] Dropout(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        // A ratio of 0 drops nothing: torchvision's Swin leaves that behind where its norms are kept.
        bool drops = OnnxValues.Optional(inputs, 1) is not { } ratio || OnnxValues.Double(node, ratio, "ratio") != 0;
        if (drops && OnnxValues.Optional(inputs, 2) is { } training && OnnxValues.Long(node, training, "training_mode") != 0)
        {
            throw node.Fail("is in training mode; export the model in evaluation mode, model.eval()");
        }

        Tensor x = inputs[0]!;
        return node.Outputs.Count == 1 ? [x.alias()] : [x.alias(), ones_like(x, dtype: ScalarType.Bool)];
    }

    private static Tensor Reshape(OnnxNode node, Tensor x, long[] wanted)
    {
        long[] shape = [.. wanted];
        for (int i = 0; i < shape.Length && !node.Flag("allowzero"); i++)
        {
            if (shape[i] == 0)
            {
                shape[i] = i < x.dim() ? x.shape[i] : throw node.Fail($"would copy size {i} of {OnnxSize.Show(x.shape)}");
            }
        }

        OnnxSize.Check(node, [.. shape.Where(size => size != -1)]);
        return x.reshape(shape);
    }

    private static Tensor Flatten(OnnxNode node, Tensor x)
    {
        long axis = node.Int("axis", 1);
        int from = (int)(axis == x.dim() ? axis : OnnxValues.Axis(node, axis, x.dim()));
        long rows = 1;
        foreach (long size in x.shape[..from])
        {
            rows *= size;
        }

        return x.reshape(rows, rows == 0 ? 0 : x.numel() / rows);
    }

    private static Tensor[] Squeeze(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        long[] sizes = inputs[0]!.shape;
        long[] axes = OnnxValues.Axes(node, inputs, 1, sizes.Length) ?? [.. Enumerable.Range(0, sizes.Length).Where(i => sizes[i] == 1).Select(i => (long)i)];
        if (axes.Any(axis => sizes[axis] != 1))
        {
            throw node.Fail($"would drop axes {OnnxSize.Show(axes)} of {OnnxSize.Show(sizes)}, which are not of size 1");
        }

        return [inputs[0]!.reshape([.. sizes.Where((_, i) => !axes.Contains(i))])];
    }

    private static Tensor[] Unsqueeze(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        long[] named = OnnxValues.Longs(node, inputs, 1, "axes") ?? throw node.Fail("lacks its axes");
        long rank = inputs[0]!.dim() + named.Length;
        HashSet<long> axes = [.. named.Select(axis => OnnxValues.Axis(node, axis, rank))];
        if (axes.Count != named.Length)
        {
            throw node.Fail($"has axes {OnnxSize.Show(named)}, which name one twice");
        }

        Queue<long> sizes = new(inputs[0]!.shape);
        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            shape[i] = axes.Contains(i) ? 1 : sizes.Dequeue();
        }

        return [inputs[0]!.reshape(OnnxSize.Check(node, shape))];
    }

    private static Tensor Transpose(OnnxNode node, Tensor x)
    {
        long[] order = node.Ints("perm") ?? [.. Enumerable.Range(1, (int)x.dim()).Select(i => x.dim() - i)];
        return x.permute(order);
    }

    private static Tensor Shape(OnnxNode node, Tensor x)
    {
        long rank = x.dim();
        int start = (int)Place(node.Int("start", 0)), end = (int)Place(node.Int("end", rank));
        return OnnxValues.Shape(x.shape[start..Math.Max(start, end)]);

        long Place(long at) => Math.Clamp(at < 0 ? at + rank : at, 0, rank);
    }

    private static long Block(OnnxNode node, Tensor x)
    {
        long block = node.Int("blocksize", 0);
        return x.dim() == 4 && block is > 0 and <= 1 << 16
            ? block
            : throw node.Fail($"takes {OnnxSize.Show(x.shape)} with attribute blocksize {block}");
    }

    private static bool IsColumnFirst(OnnxNode node) => node.Text("mode", "DCR") switch
    {
        "DCR" => false,
        "CRD" => true,
        var other => throw node.Fail($"has attribute mode {ShownText.Quoted(other)}; 'DCR' and 'CRD' are known"),
    };

    private static Tensor DepthToSpace(OnnxNode node, Tensor x)
    {
        long b = Block(node, x), depth = x.shape[1] / (b * b);
        long[] s = x.shape;
        return (IsColumnFirst(node)
                ? x.reshape(s[0], depth, b, b, s[2], s[3]).permute(0, 1, 4, 2, 5, 3)
                : x.reshape(s[0], b, b, depth, s[2], s[3]).permute(0, 3, 4, 1, 5, 2))
            .reshape(s[0], depth, s[2] * b, s[3] * b);
    }

    private static Tensor SpaceToDepth(OnnxNode node, Tensor x)
    {
        long b = Block(node, x);
        long[] s = x.shape;
        return x.reshape(s[0], s[1], s[2] / b, b, s[3] / b, b).permute(0, 3, 5, 1, 2, 4).reshape(s[0], s[1] * b * b, s[2] / b, s[3] / b);
    }
}
