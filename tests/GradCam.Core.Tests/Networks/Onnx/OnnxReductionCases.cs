using static GradCam.Core.Tests.Networks.OnnxCases;

namespace GradCam.Core.Tests.Networks;

/// <summary>Uses of reductions and running sums.</summary>
internal static class OnnxReductionCases
{
    private static readonly string[] Names =
        ["ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceProd", "ReduceLogSum", "ReduceLogSumExp"];

    public static IEnumerable<OnnxCase> All =>
    [
        .. Names.SelectMany(Reductions),
        Plain("ReduceSum", "whole numbers", 13, [OnnxValue.Whole(OnnxValue.Int64, [2, 2], 1, 2, 3, 4), OnnxValue.Longs(0)]),
        Plain("ReduceProd", "whole numbers", 11, [OnnxValue.Longs(2, 3, 7)], ("keepdims", 0L)),
        Plain("ReduceMax", "whole numbers", 13, [OnnxValue.Whole(OnnxValue.Int32, [3], 2, 9, 7)], ("keepdims", 0L)),
        .. Each("ArgMax", "ArgMin").SelectMany(name => (OnnxCase[])
        [
            Plain(name, "default", 13, [OnnxValue.Formula(3, 4)]),
            Plain(name, "one axis", 11, [OnnxValue.Formula(3, 4)], ("axis", -1L), ("keepdims", 0L)),
        ]),
        .. from exclusive in Each(0L, 1L)
           from reverse in Each(0L, 1L)
           select Smooth("CumSum", $"exclusive {exclusive}, reverse {reverse}", 14, [OnnxValue.Formula(2, 4), OnnxValue.Long(-1)], ("exclusive", exclusive), ("reverse", reverse)),
        Plain("CumSum", "whole numbers", 11, [OnnxValue.Whole(OnnxValue.Int32, [3], 1, 2, 3), OnnxValue.Long(0)]),
    ];

    private static IEnumerable<OnnxCase> Reductions(string name)
    {
        OnnxValue x = Positive(2, 3, 4);
        // The axes of sums became an input in version 13, the others' in version 18.
        int change = name == "ReduceSum" ? 13 : 18;
        return
        [
            Smooth(name, "attribute axes", 11, [x], ("axes", (long[])[0, -1])),
            Smooth(name, "attribute axes, dropped", 11, [x], ("axes", (long[])[1]), ("keepdims", 0L)),
            Smooth(name, "all", 11, [x]),
            Smooth(name, "all, dropped", change, [x], ("keepdims", 0L)),
            Smooth(name, "input axes", change, [x, OnnxValue.Longs(-2)]),
            Smooth(name, "input axes, dropped", change, [x, OnnxValue.Longs(2, 0)], ("keepdims", 0L)),
            Smooth(name, "no axes", change, [name is "ReduceLogSum" ? x : OnnxValue.Formula(2, 3), OnnxValue.Longs()], ("noop_with_empty_axes", 1L)),
        ];
    }
}
