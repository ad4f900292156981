using static GradCam.Core.Tests.Networks.OnnxCases;

namespace GradCam.Core.Tests.Networks;

/// <summary>Uses of arithmetic, comparisons and logic.</summary>
internal static class OnnxArithmeticCases
{
    private static readonly OnnxValue X = OnnxValue.Formula(2, 3, 4), Row = OnnxValue.Formula(3, [3, 1]), Other = OnnxValue.Formula(5, [2, 1, 4]);

    private static readonly OnnxValue Whole = OnnxValue.Longs(7, -7, 7, -7, 9, 0), Divisors = OnnxValue.Longs(2, 2, -2, -2, -1, 5);

    private static readonly OnnxValue Yes = OnnxValue.Whole(OnnxValue.Bool, [2, 2], 1, 1, 0, 0), No = OnnxValue.Whole(OnnxValue.Bool, [2], 1, 0);

    public static IEnumerable<OnnxCase> All =>
    [
        .. Each("Add", "Sub", "Mul").SelectMany(name => (OnnxCase[])
        [
            Smooth(name, "broadcast second", 7, [X, Row]),
            Smooth(name, "broadcast both", 14, [Row, Other]),
            Plain(name, "whole numbers", 13, [Whole, Divisors]),
        ]),
        Smooth("Div", "broadcast", 13, [X, Positive(3, 1)]),
        Plain("Div", "whole numbers", 13, [Whole, Divisors]),
        Plain("Div", "the smallest whole number by -1", 13, [OnnxValue.Whole(OnnxValue.Int32, [2], int.MinValue, 5), OnnxValue.Whole(OnnxValue.Int32, [1], -1)])
            with { NotInRuntime = "it ends the process there" },
        Smooth("Pow", "fractions", 13, [Positive(2, 3, 4), Row]),
        Smooth("Pow", "whole exponent", 15, [X, OnnxValue.Long(2)]),
        Plain("Mod", "whole numbers", 13, [Whole, Divisors]),
        Plain("Mod", "whole numbers as C", 13, [Whole, Divisors], ("fmod", 1L)),
        Plain("Mod", "fractions", 13, [X, Row], ("fmod", 1L)),
        .. Each("Max", "Min", "Sum", "Mean").SelectMany(name => (OnnxCase[])
        [
            Smooth(name, "one", 13, [X]),
            Smooth(name, "two", 13, [X, Row]),
            Smooth(name, "three", 8, [Row, Other, OnnxValue.Number(0.35f)]),
        ]),
        .. Each("Equal", "Less", "Greater").Select(name => Plain(name, "whole numbers", 11, [Whole, Divisors])),
        .. Each("LessOrEqual", "GreaterOrEqual").Select(name => Plain(name, "whole numbers", 16, [OnnxValue.Longs(1, 2, 3), OnnxValue.Longs(2)])),
        Plain("Less", "fractions", 9, [X, Row]),
        .. Each("And", "Or", "Xor").Select(name => Plain(name, "broadcast", 7, [Yes, No])),
        Plain("Not", "default", 7, [Yes]),
        Plain("IsNaN", "default", 13, [OnnxValue.Floats([3], 1, float.NaN, float.PositiveInfinity)]),
        Smooth("Where", "broadcast", 16, [No with { Numbers = [1, 0], Shape = [2, 1, 1] }, X, Row]),
    ];
}
