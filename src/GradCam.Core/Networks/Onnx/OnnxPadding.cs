using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Pad.</summary>
internal static class OnnxPadding
{
    private static readonly string[] Modes = ["constant", "reflect", "edge", "wrap"];

    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table => [new("Pad", 1, 4, Pad) { Check = Check }];

    private static void Check(OnnxNode node)
    {
        string mode = node.Text("mode", Modes[0]);
        if (!Modes.Contains(mode))
        {
            throw node.Fail($"has attribute mode {ShownText.Quoted(mode)}; {string.Join(", ", Modes)} are known");
        }
    }

    private static Tensor[] Pad(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!;
        (long[] begin, long[] end) = Sides(node, inputs, x);
        long[] shape = OnnxSize.Check(node, [.. x.shape.Select((size, i) => size + begin[i] + end[i])]);
        if (OnnxValues.IsShapeOnly(x))
        {
            return [OnnxValues.Blank(x, shape)];
        }

        string mode = node.Text("mode", Modes[0]);
        return [mode == Modes[0] ? nn.functional.pad(x, OnnxWindow.Pads(begin, end), value: Value(node, inputs)) : Continued(node, x, begin, end, mode)];
    }

    private static double Value(OnnxNode node, IReadOnlyList<Tensor?> inputs) =>
        OnnxValues.Optional(inputs, 2) is { } value ? OnnxValues.Double(node, value, "constant_value") : node.Float("value", 0);

    /// <summary>What is added in front of and behind each dimension; less than nothing is cut off.</summary>
    private static (long[] Begin, long[] End) Sides(OnnxNode node, IReadOnlyList<Tensor?> inputs, Tensor x)
    {
        int rank = (int)x.dim();
        long[] pads = OnnxValues.Longs(node, inputs, 1, "pads") ?? throw node.Fail("lacks its pads");
        long[] axes = OnnxValues.Axes(node, [null, OnnxValues.Optional(inputs, 3)], 1, rank) ?? [.. Enumerable.Range(0, rank).Select(i => (long)i)];
        if (pads.Length != 2 * axes.Length || pads.Any(pad => Math.Abs((double)pad) > OnnxSize.MostElements))
        {
            throw node.Fail($"has pads {OnnxSize.Show(pads)} for {axes.Length} axes");
        }

        long[] begin = new long[rank], end = new long[rank];
        for (int i = 0; i < axes.Length; i++)
        {
            (begin[axes[i]], end[axes[i]]) = (pads[i], pads[axes.Length + i]);
        }

        return (begin, end);
    }

    /// <summary>Pads with the value's own numbers: each place outside is one inside.</summary>
    private static Tensor Continued(OnnxNode node, Tensor x, long[] begin, long[] end, string mode)
    {
        Tensor padded = x.alias();
        for (int axis = 0; axis < begin.Length; axis++)
        {
            if (begin[axis] == 0 && end[axis] == 0)
            {
                continue;
            }

            long size = x.shape[axis];
            if (size == 0)
            {
                throw node.Fail($"would continue axis {axis} of {OnnxSize.Show(x.shape)}");
            }

            long[] places = new long[size + begin[axis] + end[axis]];
            for (long i = 0; i < places.Length; i++)
            {
                places[i] = Inside(i - begin[axis], size, mode);
            }

            padded = padded.index_select(axis, OnnxValues.Beside(OnnxValues.Shape(places), x));
        }

        return padded;
    }

    private static long Inside(long place, long size, string mode)
    {
        if (mode == "edge")
        {
            return Math.Clamp(place, 0, size - 1);
        }

        // There and back again, without the ends twice.
        long period = mode == "wrap" ? size : Math.Max(2 * (size - 1), 1);
        long within = ((place % period) + period) % period;
        return within < size ? within : period - within;
    }
}
