using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Convolutions of one to three dimensions.</summary>
internal static class OnnxConvolutions
{
    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table =>
    [
        new("Conv", 2, 3, Conv) { Check = OnnxWindow.Check },
        new("ConvTranspose", 2, 3, ConvTranspose) { Check = OnnxWindow.Check },
    ];

    private static Tensor[] Conv(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!, weight = inputs[1]!;
        Tensor? bias = OnnxValues.Optional(inputs, 2);
        long groups = Groups(node, x, weight, into: 1, bias);
        OnnxWindow window = OnnxWindow.Of(node, x, weight.shape[2..]);
        long[] shape = OnnxSize.Check(node, [x.shape[0], weight.shape[0], .. window.Outputs]);
        OnnxSize.Check(node, [.. x.shape[..2], .. window.Inputs.Select((size, i) => size + window.Begin[i] + window.End[i])]);
        if (OnnxValues.IsShapeOnly(x))
        {
            return [OnnxValues.Blank(x, shape)];
        }

        long[] pads = window.Begin;
        if (!window.IsSymmetric)
        {
            x = nn.functional.pad(x, OnnxWindow.Pads(window.Begin, window.End));
            pads = new long[pads.Length];
        }

        return [pads.Length switch
        {
            1 => nn.functional.conv1d(x, weight, bias, window.Strides[0], pads[0], window.Dilations[0], groups),
            2 => nn.functional.conv2d(x, weight, bias, window.Strides, pads, window.Dilations, groups),
            _ => nn.functional.conv3d(x, weight, bias, window.Strides, pads, window.Dilations, groups),
        }];
    }

    /// <param name="node">The node.</param>
    /// <param name="x">Its value.</param>
    /// <param name="weight">Its weights.</param>
    /// <param name="into">The dimension of the weights that the value's channels meet.</param>
    /// <param name="bias">What is added to the channels that come out.</param>
    private static long Groups(OnnxNode node, Tensor x, Tensor weight, int into, Tensor? bias)
    {
        long groups = node.Int("group", 1);
        bool fits = x.dim() >= 3 && weight.dim() == x.dim() && groups > 0 && groups <= x.shape[1] && weight.shape[0] % groups == 0
            && x.shape[1] == (into == 1 ? weight.shape[1] * groups : weight.shape[0])
            && (bias is null || (bias.dim() == 1 && bias.shape[0] == (into == 1 ? weight.shape[0] : weight.shape[1] * groups)));
        return fits ? groups : throw node.Fail($"takes {OnnxSize.Show(x.shape)} with weights of {OnnxSize.Show(weight.shape)} in {groups} groups");
    }

    /// <summary>All of it is computed, then cut: paddings of a transposed convolution are what is cut off its sides.</summary>
    private static Tensor[] ConvTranspose(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!, weight = inputs[1]!;
        Tensor? bias = OnnxValues.Optional(inputs, 2);
        long groups = Groups(node, x, weight, into: 0, bias);
        int dimensions = (int)x.dim() - 2;
        long[] strides = OnnxWindow.Each(node, "strides", dimensions, 1, 1);
        long[] dilations = OnnxWindow.Each(node, "dilations", dimensions, 1, 1);
        long[] added = OnnxWindow.Each(node, "output_padding", dimensions, 0, 0);
        long[] whole = [.. Enumerable.Range(0, dimensions).Select(i => ((x.shape[i + 2] - 1) * strides[i]) + ((weight.shape[i + 2] - 1) * dilations[i]) + 1 + added[i])];
        OnnxSize.Check(node, [x.shape[0], weight.shape[1] * groups, .. whole]);
        (long[] begin, long[] end) = Cut(node, whole, x.shape[2..], strides);
        if (OnnxValues.IsShapeOnly(x))
        {
            return [OnnxValues.Blank(x, [x.shape[0], weight.shape[1] * groups, .. whole.Select((size, i) => size - begin[i] - end[i])])];
        }

        Tensor y = dimensions switch
        {
            1 => nn.functional.conv_transpose1d(x, weight, bias, strides[0], 0, added[0], dilations[0], groups),
            2 => nn.functional.conv_transpose2d(x, weight, bias, strides, null, added, dilations, groups),
            3 => nn.functional.conv_transpose3d(x, weight, bias, strides, null, added, dilations, groups),
            _ => throw node.Fail($"takes {OnnxSize.Show(x.shape)}; windows of one to three dimensions are supported"),
        };
        return [begin.Concat(end).All(size => size == 0) ? y : nn.functional.pad(y, OnnxWindow.Pads([.. begin.Select(size => -size)], [.. end.Select(size => -size)]))];
    }

    private static (long[] Begin, long[] End) Cut(OnnxNode node, long[] whole, long[] inputs, long[] strides)
    {
        int dimensions = whole.Length;
        string padding = node.Text("auto_pad", "NOTSET");
        long[]? wanted = node.Ints("output_shape");
        if (wanted is null && !padding.StartsWith("SAME", StringComparison.Ordinal))
        {
            long[] pads = padding == "VALID" ? new long[2 * dimensions] : OnnxWindow.Each(node, "pads", 2 * dimensions, 0, 0);
            return (pads[..dimensions], pads[dimensions..]);
        }

        long[] sizes = wanted is null ? [.. inputs.Zip(strides, (size, stride) => size * stride)] : OnnxWindow.Each(node, "output_shape", dimensions, 0, 1);
        long[] total = [.. whole.Zip(sizes, (has, wants) => has - wants)];
        // The odd one is cut behind for SAME_UPPER, in front for all else (the rule of opset 11's text).
        long[] begin = [.. total.Select(cut => padding == "SAME_UPPER" ? Math.Sign(cut) * (Math.Abs(cut) / 2) : cut - (Math.Sign(cut) * (Math.Abs(cut) / 2)))];
        return (begin, [.. total.Zip(begin, (all, front) => all - front)]);
    }
}
