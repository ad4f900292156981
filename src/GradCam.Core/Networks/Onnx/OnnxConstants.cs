using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Operators that make numbers, or give them another type.</summary>
internal static class OnnxConstants
{
    private static readonly string[] Forms = ["value", "value_int", "value_ints", "value_float", "value_floats"];

    /// <summary>
    /// What ONNX's element types become: all fractions are float32, as weights are, and whole numbers that libtorch has no type for get the next longer one.
    /// </summary>
    private static readonly Dictionary<long, ScalarType> Types = new()
    {
        [1] = ScalarType.Float32,
        [2] = ScalarType.Byte,
        [3] = ScalarType.Int8,
        [4] = ScalarType.Int32,
        [5] = ScalarType.Int16,
        [6] = ScalarType.Int32,
        [7] = ScalarType.Int64,
        [9] = ScalarType.Bool,
        [10] = ScalarType.Float32,
        [11] = ScalarType.Float32,
        [12] = ScalarType.Int64,
        [13] = ScalarType.Int64,
        [16] = ScalarType.Float32,
    };

    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table =>
    [
        new("Constant", 0, 0, (node, _) => [Constant(node)]) { Check = CheckConstant },
        new("ConstantOfShape", 1, 1, (node, inputs) => [ConstantOfShape(node, inputs[0]!)]),
        new("Range", 3, 3, (node, inputs) => [Range(node, inputs[0]!, inputs[1]!, inputs[2]!)]),
        new("Cast", 1, 1, (node, inputs) => [Cast(inputs[0]!, Type(node, node.Int("to", 0)))]) { Check = node => Type(node, node.Int("to", 0)) },
        new("CastLike", 2, 2, (_, inputs) => [Cast(inputs[0]!, inputs[1]!.dtype)]),
    ];

    private static void CheckConstant(OnnxNode node)
    {
        if (node.Attributes.Count != 1 || !Forms.Contains(node.Attributes.Keys.First()))
        {
            throw node.Fail($"has attributes {string.Join(", ", node.Attributes.Keys.Select(ShownText.Quoted))}; one of {string.Join(", ", Forms)} is supported");
        }
    }

    private static Tensor Constant(OnnxNode node)
    {
        if (node.Ints("value_ints") is { } ints)
        {
            return OnnxValues.Shape(ints);
        }

        if (node.Floats("value_floats") is { } floats)
        {
            return tensor(floats);
        }

        return node.Tensor("value") is { } value ? value.alias()
            : node.Has("value_int") ? tensor(node.Int("value_int", 0), ScalarType.Int64)
            : tensor(node.Float("value_float", 0));
    }

    private static Tensor ConstantOfShape(OnnxNode node, Tensor shape)
    {
        long[] sizes = OnnxSize.Check(node, OnnxValues.Longs(node, shape, "shape"));
        if (node.Tensor("value") is not { } value)
        {
            return zeros(sizes);
        }

        return value.numel() == 1
            ? value.reshape([.. Enumerable.Repeat(1L, sizes.Length)]).expand(sizes).contiguous()
            : throw node.Fail($"has attribute value of {OnnxSize.Show(value.shape)}; it must be one number");
    }

    /// <summary>Whole numbers are counted as such, so that none is lost beyond a double's.</summary>
    private static Tensor Range(OnnxNode node, Tensor start, Tensor limit, Tensor delta)
    {
        if (start.is_floating_point())
        {
            double from = OnnxValues.Double(node, start, "start"), step = OnnxValues.Double(node, delta, "delta");
            long[] count = Count(node, Math.Ceiling((OnnxValues.Double(node, limit, "limit") - from) / step));
            return OnnxValues.Plus(OnnxValues.Times(Sums.UpTo(count[0]).to(ScalarType.Float64), step), from).to(start.dtype);
        }

        Int128 first = OnnxValues.Long(node, start, "start"), by = OnnxValues.Long(node, delta, "delta");
        Int128 distance = OnnxValues.Long(node, limit, "limit") - first;
        long[] length = by == 0 ? throw node.Fail("has delta 0") : Count(node, (double)((distance + by - Int128.Sign(by)) / by));
        using Scalar factor = (long)by, term = (long)first;
        return Sums.UpTo(length[0]).mul(factor).Plus(term).to(start.dtype);
    }

    private static long[] Count(OnnxNode node, double count) => double.IsFinite(count)
        ? OnnxSize.Check(node, (long)Math.Clamp(count, 0, long.MaxValue / 2))
        : throw node.Fail($"would give {count} numbers");

    private static ScalarType Type(OnnxNode node, long number) => Types.TryGetValue(number, out ScalarType type)
        ? type
        : throw node.Fail($"has attribute to {number}, an element type that is not supported");

    /// <summary>Where a graph is computed in double precision it stays in it.</summary>
    private static Tensor Cast(Tensor x, ScalarType type) => type == ScalarType.Bool ? x.ne(Scalars.Zero)
        : type == ScalarType.Float32 && x.dtype == ScalarType.Float64 ? x.alias()
        : x.to(type).alias();
}
