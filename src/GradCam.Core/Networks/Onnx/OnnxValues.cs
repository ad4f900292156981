using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>What operators read of their inputs and attributes besides tensors to compute with.</summary>
internal static class OnnxValues
{
    // Channels of the longest list that is met, the sizes of a Split, are some thousands.
    private const long MostNumbers = 1 << 16;

    /// <summary>An optional input; null where it is absent or the node's inputs end before.</summary>
    public static Tensor? Optional(IReadOnlyList<Tensor?> inputs, int index) => index < inputs.Count ? inputs[index] : null;

    /// <summary>An input that the operator needs in this form of it.</summary>
    public static Tensor Needed(OnnxNode node, IReadOnlyList<Tensor?> inputs, int index, string what) =>
        Optional(inputs, index) ?? throw node.Fail($"lacks its input {what}");

    /// <summary>The whole numbers of an input.</summary>
    public static long[] Longs(OnnxNode node, Tensor input, string what)
    {
        if (input.is_floating_point() || input.is_complex())
        {
            throw node.Fail($"has {what} of {input.dtype}; it must be of whole numbers");
        }

        return Numbers<long>(node, input, ScalarType.Int64, what);
    }

    /// <summary>The numbers of an input.</summary>
    public static double[] Doubles(OnnxNode node, Tensor input, string what) => Numbers<double>(node, input, ScalarType.Float64, what);

    /// <summary>The one whole number of an input.</summary>
    public static long Long(OnnxNode node, Tensor input, string what) => One(node, Longs(node, input, what), what);

    /// <summary>The one number of an input.</summary>
    public static double Double(OnnxNode node, Tensor input, string what) => One(node, Doubles(node, input, what), what);

    /// <summary>Whole numbers that stand in an input, or, as they did before, in an attribute; null for neither.</summary>
    public static long[]? Longs(OnnxNode node, IReadOnlyList<Tensor?> inputs, int index, string name) =>
        Optional(inputs, index) is { } input ? Longs(node, input, name) : node.Ints(name);

    /// <summary>Axes that stand in an input or an attribute, counted from the front; null for neither.</summary>
    public static long[]? Axes(OnnxNode node, IReadOnlyList<Tensor?> inputs, int index, long rank)
    {
        long[]? axes = Longs(node, inputs, index, "axes");
        long[]? counted = axes?.Select(axis => Axis(node, axis, rank)).ToArray();
        return counted?.Distinct().Count() == counted?.Length ? counted : throw node.Fail($"has axes {OnnxSize.Show(axes)}, which name one twice");
    }

    /// <summary>An axis counted from the front.</summary>
    public static long Axis(OnnxNode node, long axis, long rank) => axis >= -rank && axis < rank
        ? (axis < 0 ? axis + rank : axis)
        : throw node.Fail($"has axis {axis} of a value with {rank} dimensions");

    /// <summary>The attribute <c>axis</c>, counted from the front.</summary>
    public static long Axis(OnnxNode node, Tensor input, long absent) => Axis(node, node.Int("axis", absent), input.dim());

    /// <summary>Whole numbers on the processor, as shapes are computed with.</summary>
    public static Tensor Shape(params long[] numbers) => tensor(numbers, [numbers.Length], ScalarType.Int64, CPU);

    /// <summary>A tensor where another one is; numbers of shapes stay on the processor until they meet a picture's.</summary>
    public static Tensor Beside(Tensor tensor, Tensor other) => tensor.device_type == other.device_type ? tensor : tensor.to(other.device);

    /// <summary>Two tensors on one device: the other one's where one of them is on the processor.</summary>
    public static (Tensor A, Tensor B) Together(Tensor a, Tensor b) => a.device_type == DeviceType.CPU ? (Beside(a, b), b) : (a, Beside(b, a));

    /// <summary>
    /// Whether only shapes are computed with: a tensor without memory, on libtorch's device for that. Many of its operations cannot be run there, and it takes 4 to 9 ms to say so.
    /// </summary>
    public static bool IsShapeOnly(Tensor tensor) => tensor.device_type == DeviceType.META;

    /// <summary>A result of which only the shape counts.</summary>
    public static Tensor Blank(Tensor like, long[] shape) => empty(shape, like.dtype, META);

    /// <summary>A tensor's product with a number.</summary>
    public static Tensor Times(Tensor tensor, double number)
    {
        using Scalar factor = number;
        return tensor.mul(factor);
    }

    /// <summary>A tensor's sum with a number.</summary>
    public static Tensor Plus(Tensor tensor, double number)
    {
        using Scalar term = number;
        return tensor.Plus(term);
    }

    private static T[] Numbers<T>(OnnxNode node, Tensor input, ScalarType type, string what)
        where T : unmanaged
    {
        if (input.numel() > MostNumbers)
        {
            throw node.Fail($"has {what} of {input.numel()} numbers; at most {MostNumbers} are read");
        }

        if (input.numel() == 0)
        {
            return [];
        }

        using DisposeScope scope = NewDisposeScope();
        return input.detach().to(type).cpu().contiguous().data<T>().ToArray();
    }

    private static T One<T>(OnnxNode node, T[] numbers, string what) =>
        numbers.Length == 1 ? numbers[0] : throw node.Fail($"has {what} of {numbers.Length} numbers; it must be one");
}
