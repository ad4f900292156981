using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Operators that compute element by element: arithmetic, comparisons, logic.</summary>
internal static class OnnxArithmetic
{
    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table =>
    [
        Pair("Add", (a, b) => a.Plus(b)),
        Pair("Sub", (a, b) => a - b),
        Pair("Mul", (a, b) => a * b),
        Pair("Div", Quotient),
        Pair("Pow", (a, b) => a.pow(b).to(a.dtype)),
        new("Mod", 2, 2, (node, inputs) => Joined(node, inputs, (a, b) => Remainder(a, b, node.Flag("fmod")))),
        Pair("Equal", (a, b) => a.eq(b)),
        Pair("Less", (a, b) => a.lt(b)),
        Pair("LessOrEqual", (a, b) => a.le(b)),
        Pair("Greater", (a, b) => a.gt(b)),
        Pair("GreaterOrEqual", (a, b) => a.ge(b)),
        Pair("And", (a, b) => a.logical_and(b)),
        Pair("Or", (a, b) => a.logical_or(b)),
        Pair("Xor", (a, b) => a.logical_xor(b)),
        new("Where", 3, 3, Where),
        Many("Max", (a, b) => a.maximum(b)),
        Many("Min", (a, b) => a.minimum(b)),
        Many("Sum", (a, b) => a.Plus(b)),
        new("Mean", 1, int.MaxValue, (node, inputs) => [OnnxValues.Times(Joined(node, inputs, (a, b) => a.Plus(b))[0], 1.0 / inputs.Count)]),
        One("Not", x => x.logical_not()),
        One("Neg", x => x.neg()),
        One("Abs", x => OnnxValues.IsShapeOnly(x) ? OnnxValues.Blank(x, x.shape) : x.abs()),
        One("Sign", x => x.sign()),
        One("Sqrt", x => x.sqrt()),
        One("Exp", x => x.exp()),
        One("Log", x => x.log()),
        One("Reciprocal", x => x.reciprocal()),
        One("Floor", x => x.floor()),
        One("Ceil", x => x.ceil()),
        One("Round", x => x.round()),
        One("Sin", x => x.sin()),
        One("Cos", x => x.cos()),
        One("Tan", x => x.tan()),
        One("Atan", x => x.atan()),
        One("IsNaN", x => x.ne(x)),
    ];

    private static OnnxOperation One(string name, Func<Tensor, Tensor> compute) => new(name, 1, 1, (_, inputs) => [compute(inputs[0]!)]);

    private static OnnxOperation Pair(string name, Func<Tensor, Tensor, Tensor> compute) => new(name, 2, 2, (node, inputs) => Joined(node, inputs, compute));

    private static OnnxOperation Many(string name, Func<Tensor, Tensor, Tensor> compute) => new(name, 1, int.MaxValue, (node, inputs) => Joined(node, inputs, compute));

    private static Tensor[] Joined(OnnxNode node, IReadOnlyList<Tensor?> inputs, Func<Tensor, Tensor, Tensor> join)
    {
        Tensor joint = OnnxValues.Needed(node, inputs, 0, "1").alias();
        for (int i = 1; i < inputs.Count; i++)
        {
            (Tensor a, Tensor b) = OnnxValues.Together(joint, OnnxValues.Needed(node, inputs, i, $"{i + 1}"));
            OnnxSize.Broadcast(node, a.shape, b.shape);
            joint = join(a, b);
        }

        return [joint];
    }

    private static Tensor Quotient(Tensor a, Tensor b) => IsWhole(a) && IsWhole(b)
        ? where(IsMinusOne(b), a.neg(), a.div(WithoutMinusOne(b), RoundingMode.trunc))
        : a / b;

    /// <summary>With the divisor's sign, or, as C's fmod, with the dividend's.</summary>
    private static Tensor Remainder(Tensor a, Tensor b, bool likeC)
    {
        Tensor divisor = IsWhole(b) ? WithoutMinusOne(b) : b;
        return likeC ? a.fmod(divisor) : a.remainder(divisor);
    }

    private static bool IsWhole(Tensor x) => !x.is_floating_point() && x.dtype != ScalarType.Bool;

    private static Tensor IsMinusOne(Tensor divisor) => divisor.eq(Scalars.MinusOne);

    /// <summary>The smallest whole number divided by -1 is a fault of the processor, which ends the process: every remainder is that of 1, and a quotient is the negative.</summary>
    private static Tensor WithoutMinusOne(Tensor divisor) => where(IsMinusOne(divisor), ones_like(divisor), divisor);

    private static Tensor[] Where(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        (Tensor yes, Tensor no) = OnnxValues.Together(inputs[1]!, inputs[2]!);
        long[] shape = OnnxSize.Broadcast(node, inputs[0]!.shape, yes.shape, no.shape);
        return [OnnxValues.IsShapeOnly(yes) ? OnnxValues.Blank(yes, shape) : where(OnnxValues.Beside(inputs[0]!, yes).to(ScalarType.Bool), yes, no)];
    }
}
