using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Pools over windows, and over whole planes.</summary>
internal static class OnnxPools
{
    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table =>
    [
        new("MaxPool", 1, 1, (node, inputs) => [MaxPool(node, inputs[0]!)]) { Check = CheckMaxPool },
        new("AveragePool", 1, 1, (node, inputs) => [AveragePool(node, inputs[0]!)]) { Check = OnnxWindow.Check },
        new("GlobalAveragePool", 1, 1, (node, inputs) => [inputs[0]!.mean(Planes(node, inputs[0]!), true)]),
        new("GlobalMaxPool", 1, 1, (node, inputs) => [inputs[0]!.amax(Planes(node, inputs[0]!), true)]),
    ];

    private static long[] Planes(OnnxNode node, Tensor x) => x.dim() > 2
        ? [.. Enumerable.Range(2, (int)x.dim() - 2).Select(i => (long)i)]
        : throw node.Fail($"takes {OnnxSize.Show(x.shape)}, which has no planes");

    private static void CheckMaxPool(OnnxNode node)
    {
        OnnxWindow.Check(node);
        if (node.Outputs.Count > 1 && node.Outputs[1].Length > 0)
        {
            throw node.Fail("gives also the places of the greatest values, which is not supported");
        }
    }

    private static OnnxWindow Window(OnnxNode node, Tensor x)
    {
        OnnxWindow window = OnnxWindow.Of(node, x, node.Ints("kernel_shape") ?? throw node.Fail("lacks its attribute kernel_shape"));
        OnnxSize.Check(node, [.. x.shape[..2], .. window.Outputs]);
        OnnxSize.Check(node, [.. x.shape[..2], .. window.Inputs.Select((size, i) => size + window.Begin[i] + Math.Max(window.Filled[i], window.End[i]))]);
        return window;
    }

    private static Tensor MaxPool(OnnxNode node, Tensor x)
    {
        OnnxWindow window = Window(node, x);
        if (OnnxValues.IsShapeOnly(x))
        {
            return OnnxValues.Blank(x, [.. x.shape[..2], .. window.Outputs]);
        }

        if (window.IsPoolable)
        {
            return Greatest(x, window, window.Begin, node.Flag("ceil_mode"));
        }

        Tensor padded = nn.functional.pad(x, OnnxWindow.Pads(window.Begin, window.Filled), value: double.NegativeInfinity);
        return Greatest(padded, window, new long[window.Begin.Length], ceil: false);
    }

    private static Tensor Greatest(Tensor x, OnnxWindow window, long[] pads, bool ceil) => pads.Length switch
    {
        1 => nn.functional.max_pool1d(x, window.Kernel[0], window.Strides[0], pads[0], window.Dilations[0], ceil),
        2 => nn.functional.max_pool2d(x, window.Kernel, window.Strides, pads, window.Dilations, ceil),
        _ => nn.functional.max_pool3d(x, window.Kernel, window.Strides, pads, window.Dilations, ceil),
    };

    private static Tensor AveragePool(OnnxNode node, Tensor x)
    {
        OnnxWindow window = Window(node, x);
        if (OnnxValues.IsShapeOnly(x))
        {
            return OnnxValues.Blank(x, [.. x.shape[..2], .. window.Outputs]);
        }

        bool ceil = node.Flag("ceil_mode"), padsCount = node.Flag("count_include_pad");
        if (!window.IsPoolable || window.Dilations.Any(step => step != 1))
        {
            return Quotient(x, window, padsCount);
        }

        return window.Kernel.Length switch
        {
            1 => nn.functional.avg_pool1d(x, window.Kernel[0], window.Strides[0], window.Begin[0], ceil, padsCount),
            2 => nn.functional.avg_pool2d(x, window.Kernel, window.Strides, window.Begin, ceil, padsCount),
            _ => nn.functional.avg_pool3d(x, window.Kernel, window.Strides, window.Begin, ceil, padsCount),
        };
    }

    /// <summary>Sums of windows by their count of elements; of the paddings none are counted, or those that the node names.</summary>
    private static Tensor Quotient(Tensor x, OnnxWindow window, bool padsCount)
    {
        long[] filled = window.Filled;
        long[] named = [.. filled.Zip(window.End, Math.Min)];
        long[] beyond = [.. filled.Zip(named, (all, some) => all - some)];
        Tensor planes = x.reshape([x.shape[0] * x.shape[1], 1, .. window.Inputs]);
        Tensor counted = ones([1, 1, .. window.Inputs], dtype: x.dtype, device: x.device);
        counted = nn.functional.pad(counted, OnnxWindow.Pads(window.Begin, named), value: padsCount ? 1 : 0);
        counted = nn.functional.pad(counted, OnnxWindow.Pads(new long[beyond.Length], beyond));
        Tensor sums = Sums(nn.functional.pad(planes, OnnxWindow.Pads(window.Begin, filled)), window);
        return (sums / Sums(counted, window).clamp_min(Scalars.One)).reshape([.. x.shape[..2], .. window.Outputs]);
    }

    private static Tensor Sums(Tensor planes, OnnxWindow window)
    {
        Tensor each = ones([1, 1, .. window.Kernel], dtype: planes.dtype, device: planes.device);
        return window.Kernel.Length switch
        {
            1 => nn.functional.conv1d(planes, each, stride: window.Strides[0], dilation: window.Dilations[0]),
            2 => nn.functional.conv2d(planes, each, strides: window.Strides, dilation: window.Dilations),
            _ => nn.functional.conv3d(planes, each, strides: window.Strides, dilation: window.Dilations),
        };
    }
}
