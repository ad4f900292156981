using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>The windows of a convolution or pool over one value: what its attributes say of each dimension after the first two.</summary>
/// <param name="Kernel">Sizes.</param>
/// <param name="Strides">Steps.</param>
/// <param name="Dilations">Distances within a window.</param>
/// <param name="Begin">Paddings in front.</param>
/// <param name="End">Paddings behind.</param>
/// <param name="Outputs">How many windows there are.</param>
/// <param name="Inputs">The sizes of the value.</param>
internal sealed record OnnxWindow(long[] Kernel, long[] Strides, long[] Dilations, long[] Begin, long[] End, long[] Outputs, long[] Inputs)
{
    // Far more than any network pads or steps; products of three of them stay in range.
    private const long Farthest = 1 << 20;

    private static readonly string[] Paddings = ["NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"];

    /// <summary>True where as much is padded in front as behind.</summary>
    public bool IsSymmetric => Begin.AsSpan().SequenceEqual(End);

    /// <summary>True where libtorch's pools take the paddings: alike on both sides, and at most half a window.</summary>
    public bool IsPoolable => IsSymmetric && Begin.Zip(Kernel).All(pair => pair.First <= pair.Second / 2);

    /// <summary>Paddings behind that let the last window end where the padded value ends.</summary>
    public long[] Filled => [.. Outputs.Select((count, i) => Math.Max(((count - 1) * Strides[i]) + Span(i) - Inputs[i] - Begin[i], 0))];

    /// <summary>Refuses attributes that are not known.</summary>
    public static void Check(OnnxNode node)
    {
        string padding = node.Text("auto_pad", Paddings[0]);
        if (!Paddings.Contains(padding))
        {
            throw node.Fail($"has attribute auto_pad {ShownText.Quoted(padding)}; {string.Join(", ", Paddings)} are known");
        }
    }

    /// <summary>Reads a node's attributes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="x">[N,C,...] with one to three dimensions after the first two.</param>
    /// <param name="kernel">The window's sizes.</param>
    public static OnnxWindow Of(OnnxNode node, Tensor x, long[] kernel)
    {
        long[] sizes = x.shape;
        if (sizes.Length is < 3 or > 5 || kernel.Length != sizes.Length - 2)
        {
            throw node.Fail($"takes {OnnxSize.Show(sizes)} with windows of {OnnxSize.Show(kernel)}; windows of one to three dimensions are supported");
        }

        int dimensions = kernel.Length;
        OnnxWindow window = new(
            InRange(node, "kernel_shape", kernel, 1),
            Each(node, "strides", dimensions, 1, 1),
            Each(node, "dilations", dimensions, 1, 1),
            new long[dimensions],
            new long[dimensions],
            new long[dimensions],
            sizes[2..]);
        window.Place(node);
        return window;
    }

    /// <summary>How far a window of a dimension reaches.</summary>
    public long Span(int dimension) => ((Kernel[dimension] - 1) * Dilations[dimension]) + 1;

    /// <summary>Paddings in libtorch's order: the last dimension first, front and back.</summary>
    public static long[] Pads(long[] begin, long[] end) => [.. begin.Zip(end).Reverse().SelectMany(pair => (long[])[pair.First, pair.Second])];

    /// <summary>A list of one number a dimension; its default where the attribute is absent.</summary>
    public static long[] Each(OnnxNode node, string attribute, int dimensions, long absent, long least)
    {
        long[] values = node.Ints(attribute) ?? [.. Enumerable.Repeat(absent, dimensions)];
        return values.Length == dimensions
            ? InRange(node, attribute, values, least)
            : throw node.Fail($"has attribute {attribute} {OnnxSize.Show(values)}; {dimensions} numbers are needed");
    }

    private static long[] InRange(OnnxNode node, string attribute, long[] values, long least) => values.All(value => value >= least && value <= Farthest)
        ? values
        : throw node.Fail($"has attribute {attribute} {OnnxSize.Show(values)}, which is out of range");

    private void Place(OnnxNode node)
    {
        string padding = node.Text("auto_pad", Paddings[0]);
        int dimensions = Kernel.Length;
        long[] pads = padding == Paddings[0] ? Each(node, "pads", 2 * dimensions, 0, 0) : new long[2 * dimensions];
        bool ceil = node.Flag("ceil_mode");
        for (int i = 0; i < dimensions; i++)
        {
            (Begin[i], End[i]) = (pads[i], pads[dimensions + i]);
            if (padding.StartsWith("SAME", StringComparison.Ordinal))
            {
                Outputs[i] = (Inputs[i] + Strides[i] - 1) / Strides[i];
                long missing = Math.Max(((Outputs[i] - 1) * Strides[i]) + Span(i) - Inputs[i], 0);
                Begin[i] = padding == "SAME_UPPER" ? missing / 2 : missing - (missing / 2);
                End[i] = missing - Begin[i];
                continue;
            }

            long room = Inputs[i] + Begin[i] + End[i] - Span(i);
            if (room < 0)
            {
                throw node.Fail($"has windows of {Span(i)} over a padded size of {Inputs[i] + Begin[i] + End[i]}");
            }

            Outputs[i] = ((room + (ceil ? Strides[i] - 1 : 0)) / Strides[i]) + 1;
            // A window that would start behind the value is not taken.
            Outputs[i] -= ceil && (Outputs[i] - 1) * Strides[i] >= Inputs[i] + Begin[i] ? 1 : 0;
        }
    }
}
