using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Operators that take dimensions together.</summary>
internal static class OnnxReductions
{
    private delegate Tensor Reduction(Tensor x, long[] dimensions, bool keep);

    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table =>
    [
        Reduce("ReduceMean", (x, dimensions, keep) => x.mean(dimensions, keep)),
        Reduce("ReduceSum", Sum),
        Reduce("ReduceMax", (x, dimensions, keep) => x.amax(dimensions, keep)),
        Reduce("ReduceMin", (x, dimensions, keep) => x.amin(dimensions, keep)),
        Reduce("ReduceL1", (x, dimensions, keep) => Sum(x.abs(), dimensions, keep)),
        // The square root of a sum has no gradient at zero; the norm's is zero there.
        Reduce("ReduceL2", Length),
        Reduce("ReduceSumSquare", (x, dimensions, keep) => Sum(x.Squared(), dimensions, keep)),
        Reduce("ReduceProd", Product),
        Reduce("ReduceLogSum", (x, dimensions, keep) => x.sum(dimensions, keep).log()),
        Reduce("ReduceLogSumExp", (x, dimensions, keep) => LogSumExp(x, dimensions, keep)),
        Place("ArgMax", (x, axis) => x.argmax(axis, true)),
        Place("ArgMin", (x, axis) => x.argmin(axis, true)),
        new("CumSum", 2, 2, CumSum),
    ];

    private static OnnxOperation Reduce(string name, Reduction reduction) => new(name, 1, 2, (node, inputs) =>
    {
        Tensor x = inputs[0]!;
        long[] axes = OnnxValues.Axes(node, inputs, 1, x.dim()) ?? [];
        axes = axes.Length > 0 || node.Flag("noop_with_empty_axes") ? axes : [.. Enumerable.Range(0, (int)x.dim()).Select(i => (long)i)];
        if (OnnxValues.IsShapeOnly(x))
        {
            return [OnnxValues.Blank(x, Reduced(x.shape, axes, node.Flag("keepdims", true)))];
        }

        // Over no axis squares are still squares; libtorch takes none for all.
        return [axes.Length == 0 ? reduction(x.unsqueeze(0), [0], false) : reduction(x, axes, node.Flag("keepdims", true))];
    });

    private static long[] Reduced(long[] shape, long[] axes, bool keep) => keep
        ? [.. shape.Select((size, i) => axes.Contains(i) ? 1 : size)]
        : [.. shape.Where((_, i) => !axes.Contains(i))];

    /// <summary>libtorch sums whole numbers up to longer ones.</summary>
    private static Tensor Sum(Tensor x, long[] dimensions, bool keep) => x.sum(dimensions, keep).to(x.dtype);

    /// <summary>The greatest value is taken out first, so that no power overflows.</summary>
    private static Tensor LogSumExp(Tensor x, long[] dimensions, bool keep)
    {
        Tensor greatest = x.detach().amax(dimensions, true);
        Tensor sums = (x - greatest).exp().sum(dimensions, true).log().Plus(greatest);
        return keep ? sums : sums.sum(dimensions, false);
    }

    /// <summary>The length of lengths: TorchSharp's norm over several dimensions makes a number that nobody holds.</summary>
    private static Tensor Length(Tensor x, long[] dimensions, bool keep) =>
        dimensions.OrderDescending().Aggregate(x, (length, dimension) => length.norm((int)dimension, keep));

    private static Tensor Product(Tensor x, long[] dimensions, bool keep)
    {
        Tensor product = x;
        foreach (long dimension in dimensions.OrderDescending())
        {
            product = product.prod(dimension, keep);
        }

        return product.to(x.dtype);
    }

    /// <summary>Of several greatest ones the first.</summary>
    private static OnnxOperation Place(string name, Func<Tensor, long, Tensor> find) => new(name, 1, 1, (node, inputs) =>
    {
        long axis = OnnxValues.Axis(node, inputs[0]!, 0);
        Tensor place = find(inputs[0]!, axis);
        return [node.Flag("keepdims", true) ? place : place.squeeze(axis)];
    })
    {
        Check = node =>
        {
            if (node.Flag("select_last_index"))
            {
                throw node.Fail("has attribute select_last_index 1, which is not supported");
            }
        },
    };

    private static Tensor[] CumSum(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!;
        long axis = OnnxValues.Axis(node, OnnxValues.Long(node, inputs[1]!, "axis"), x.dim());
        if (OnnxValues.IsShapeOnly(x))
        {
            return [OnnxValues.Blank(x, x.shape)];
        }

        bool reverse = node.Flag("reverse");
        Tensor from = reverse ? x.flip([axis]) : x;
        Tensor sums = from.cumsum(axis).to(x.dtype);
        sums = node.Flag("exclusive") ? sums - from : sums;
        return [reverse ? sums.flip([axis]) : sums];
    }
}
