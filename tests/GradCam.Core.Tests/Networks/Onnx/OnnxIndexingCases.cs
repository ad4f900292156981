using static GradCam.Core.Tests.Networks.OnnxCases;

namespace GradCam.Core.Tests.Networks;

/// <summary>Uses of operators that take or set elements by their places.</summary>
internal static class OnnxIndexingCases
{
    private static readonly OnnxValue X = OnnxValue.Formula(3, 4, 5);

    public static IEnumerable<OnnxCase> All => [.. Slices, .. Gathers, .. Scatters, .. Triangles];

    private static IEnumerable<OnnxCase> Slices =>
    [
        Smooth("Slice", "attributes", 7, [X], ("starts", (long[])[1, -3]), ("ends", (long[])[3, 99]), ("axes", (long[])[0, 2])),
        Smooth("Slice", "attributes without axes", 9, [X], ("starts", (long[])[0, 1]), ("ends", (long[])[2, -1])),
        Smooth("Slice", "inputs", 10, [X, OnnxValue.Longs(1), OnnxValue.Longs(long.MaxValue), OnnxValue.Longs(-1)]),
        Smooth("Slice", "steps", 11, [X, OnnxValue.Longs(0, 1), OnnxValue.Longs(4, 5), OnnxValue.Longs(1, 2), OnnxValue.Longs(3, 2)]),
        Smooth("Slice", "backwards", 13, [X, OnnxValue.Longs(-1, 99), OnnxValue.Longs(-99, 0), OnnxValue.Longs(1, 2), OnnxValue.Longs(-1, -2)]),
        Smooth("Slice", "backwards to a negative end", 13, [X, OnnxValue.Longs(3), OnnxValue.Longs(-4), OnnxValue.Longs(2), OnnxValue.Longs(-1)]),
        Plain("Slice", "nothing", 13, [X, OnnxValue.Longs(3), OnnxValue.Longs(2), OnnxValue.Longs(1)]),
        Smooth("Slice", "no axes", 13, [X, OnnxValue.Longs(1, 0, 0), OnnxValue.Longs(2, 3, 4), null, OnnxValue.Longs(1, 2, 1)]),
    ];

    private static IEnumerable<OnnxCase> Gathers =>
    [
        Smooth("Gather", "one place", 7, [X, OnnxValue.Long(1)], ("axis", 1L)),
        Smooth("Gather", "negative places", 11, [X, OnnxValue.Whole(OnnxValue.Int64, [2, 2], 0, -1, 2, 2)]),
        Smooth("Gather", "last axis", 13, [X, OnnxValue.Whole(OnnxValue.Int32, [3], 4, 0, -5)], ("axis", -1L)),
        Smooth("GatherElements", "default", 11, [X, OnnxValue.Whole(OnnxValue.Int64, [2, 2, 2], 0, 1, 2, 0, -1, -3, 2, 1)]),
        Smooth("GatherElements", "axis", 13, [X, OnnxValue.Whole(OnnxValue.Int64, [1, 4, 2], 0, 1, 2, 0, 4, -1, 3, 3)], ("axis", 2L)),
        Smooth("GatherND", "elements", 11, [X, OnnxValue.Whole(OnnxValue.Int64, [2, 3], 0, 1, 2, -1, 3, 4)]),
        Smooth("GatherND", "rows", 11, [X, OnnxValue.Whole(OnnxValue.Int64, [2, 1, 2], 0, 1, 2, -1)]),
        Smooth("GatherND", "batch_dims", 12, [X, OnnxValue.Whole(OnnxValue.Int64, [3, 2, 1], 0, 1, 2, 3, -1, 0)], ("batch_dims", 1L)),
    ];

    private static IEnumerable<OnnxCase> Scatters =>
    [
        Smooth("ScatterElements", "default", 11, [X, OnnxValue.Whole(OnnxValue.Int64, [1, 2, 2], 0, 1, -1, 2), OnnxValue.Formula(2, [1, 2, 2])]),
        Smooth("ScatterElements", "add on one axis", 16, [X, OnnxValue.Whole(OnnxValue.Int64, [1, 1, 3], 1, 1, 0), OnnxValue.Formula(2, [1, 1, 3])], ("axis", 2L), ("reduction", "add")),
        Smooth("ScatterND", "rows", 11, [X, OnnxValue.Whole(OnnxValue.Int64, [2, 2], 0, 1, -1, 3), OnnxValue.Formula(2, [2, 5])]),
        Smooth("ScatterND", "elements", 13, [X, OnnxValue.Whole(OnnxValue.Int64, [2, 3], 0, 1, 2, 2, 3, 4), OnnxValue.Formula(2, [2])]),
        Smooth("ScatterND", "add", 16, [X, OnnxValue.Whole(OnnxValue.Int64, [2, 2], 0, 1, 0, 1), OnnxValue.Formula(2, [2, 5])], ("reduction", "add")),
        .. Each(("mul", 16), ("min", 18), ("max", 18)).SelectMany(reduction => Joins(reduction.Item1, reduction.Item2)),
        Plain("ScatterND", "greatest whole numbers", 18, [OnnxValue.Longs(3, 1, 4, 1), OnnxValue.Whole(OnnxValue.Int64, [3, 1], 1, 0, 1), OnnxValue.Longs(5, 2, 9)], ("reduction", "max")),
    ];

    /// <summary>One place is met three times, and a place from behind is one from the front.</summary>
    private static IEnumerable<OnnxCase> Joins(string reduction, int opset) =>
    [
        Smooth("ScatterND", $"{reduction} of rows", opset, [X, OnnxValue.Whole(OnnxValue.Int64, [4, 2], 0, 1, 2, 3, -3, 1, 0, -3), OnnxValue.Formula(2, [4, 5])], ("reduction", reduction)),
        Smooth("ScatterND", $"{reduction} of elements", opset, [X, OnnxValue.Whole(OnnxValue.Int64, [3, 3], 0, 1, 2, 2, 3, 4, 0, 1, 2), OnnxValue.Formula(2, [3])], ("reduction", reduction)),
        Smooth("ScatterElements", $"{reduction} on the first axis", opset, [X, OnnxValue.Whole(OnnxValue.Int64, [3, 1, 2], 1, 0, 1, 0, -2, 2), OnnxValue.Formula(2, [3, 1, 2])], ("reduction", reduction)),
        Smooth("ScatterElements", $"{reduction} on the last axis", opset, [X, OnnxValue.Whole(OnnxValue.Int64, [1, 2, 4], 4, 4, 0, 1, -1, 2, 2, 2), OnnxValue.Formula(2, [1, 2, 4])], ("axis", -1L), ("reduction", reduction)),
    ];

    private static IEnumerable<OnnxCase> Triangles =>
    [
        Smooth("Trilu", "default", 14, [X]),
        Smooth("Trilu", "lower", 14, [X], ("upper", 0L)),
        Smooth("Trilu", "moved", 14, [X, OnnxValue.Long(2)]),
        Smooth("Trilu", "lower, moved", 14, [X, OnnxValue.Long(-1)], ("upper", 0L)),
    ];
}
