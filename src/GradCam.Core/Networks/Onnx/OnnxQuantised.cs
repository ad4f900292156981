using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// Quantisation of values that are computed as fractions. The numbers stay fractions, and rounding passes gradients on as if it were not there: its own gradient is zero
/// everywhere, and would give an empty map (the straight-through estimate: Bengio et al., arXiv 1308.3432, section 4).
/// </summary>
internal static class OnnxQuantised
{
    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table =>
    [
        new("QuantizeLinear", 2, 3, Quantize) { Check = Check },
        new("DequantizeLinear", 2, 3, Dequantize) { Check = Check },
    ];

    private static void Check(OnnxNode node)
    {
        if (node.Int("block_size", 0) != 0)
        {
            throw node.Fail("has attribute block_size, which is not supported; quantise each tensor or each channel");
        }

        _ = node.Operator == "QuantizeLinear" ? Limits(node, ScalarType.Byte) : default;
    }

    private static Tensor[] Quantize(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!;
        Tensor? zero = OnnxValues.Optional(inputs, 2);
        (double low, double high) = Limits(node, zero?.dtype ?? ScalarType.Byte);
        Tensor scaled = x / Along(node, inputs[1]!, x);
        Tensor rounded = scaled.Plus((scaled.round() - scaled).detach());
        Tensor moved = zero is null ? rounded : rounded.Plus(Along(node, zero, x).to(x.dtype));
        using Scalar least = low, most = high;
        return [moved.clamp(least, most)];
    }

    private static Tensor[] Dequantize(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor scale = inputs[1]!;
        Tensor x = inputs[0]!.is_floating_point() ? inputs[0]! : OnnxValues.Beside(inputs[0]!, scale).to(scale.dtype);
        Tensor moved = OnnxValues.Optional(inputs, 2) is { } zero ? x - Along(node, zero, x).to(x.dtype) : x;
        return [moved * Along(node, scale, x)];
    }

    /// <summary>The range of the whole numbers: the output's type, or else the zero point's.</summary>
    private static (double Low, double High) Limits(OnnxNode node, ScalarType zero) => (node.Int("output_dtype", 0), zero) switch
    {
        (2, _) or (0, ScalarType.Byte) => (byte.MinValue, byte.MaxValue),
        (3, _) or (0, ScalarType.Int8) => (sbyte.MinValue, sbyte.MaxValue),
        (4, _) => (ushort.MinValue, ushort.MaxValue),
        (5, _) or (0, ScalarType.Int16) => (short.MinValue, short.MaxValue),
        _ => throw node.Fail("quantises to another type than uint8, int8 and int16, which is not supported"),
    };

    /// <summary>One number, or one for each place of an axis, in a shape that broadcasts.</summary>
    private static Tensor Along(OnnxNode node, Tensor numbers, Tensor x)
    {
        Tensor beside = OnnxValues.Beside(numbers, x);
        if (numbers.numel() == 1)
        {
            return beside.reshape([]);
        }

        long axis = OnnxValues.Axis(node, x, 1);
        if (numbers.dim() != 1 || numbers.shape[0] != x.shape[axis])
        {
            throw node.Fail($"takes {OnnxSize.Show(x.shape)} with scales or zero points of {OnnxSize.Show(numbers.shape)}");
        }

        long[] shape = [.. Enumerable.Repeat(1L, (int)x.dim())];
        shape[axis] = -1;
        return beside.reshape(shape);
    }
}
