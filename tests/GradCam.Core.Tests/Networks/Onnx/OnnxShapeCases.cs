using static GradCam.Core.Tests.Networks.OnnxCases;

namespace GradCam.Core.Tests.Networks;

/// <summary>Uses of operators on shapes, and of those that put together, part, repeat, pad and make.</summary>
internal static class OnnxShapeCases
{
    private static readonly OnnxValue X = OnnxValue.Formula(2, 3, 4), Ones = OnnxValue.Formula(1, 3, 1, 2), Blocks = OnnxValue.Formula(1, 8, 2, 3);

    public static IEnumerable<OnnxCase> All => [.. Shapes, .. Parts, .. Pads, .. Made];

    private static IEnumerable<OnnxCase> Shapes =>
    [
        Smooth("Identity", "default", 7, [X]),
        Smooth("Dropout", "default", 7, [X], ("ratio", 0.5f)),
        Smooth("Dropout", "inputs", 13, [X, OnnxValue.Number(0.5f), OnnxValue.Whole(OnnxValue.Bool, [], 0)]),
        Smooth("Reshape", "copied and open sizes", 7, [X, OnnxValue.Longs(0, -1)]),
        Smooth("Reshape", "sizes", 13, [X, OnnxValue.Longs(4, 3, 2)]),
        Plain("Reshape", "zero sizes", 14, [OnnxValue.Floats([0, 3]), OnnxValue.Longs(3, 0)], ("allowzero", 1L)),
        Smooth("Flatten", "default", 7, [X]),
        Smooth("Flatten", "first axis", 9, [X], ("axis", 0L)),
        Smooth("Flatten", "behind the last axis", 9, [X], ("axis", 3L)),
        Smooth("Flatten", "negative axis", 13, [X], ("axis", -1L)),
        Smooth("Squeeze", "all", 7, [Ones]),
        Smooth("Squeeze", "attribute axes", 11, [Ones], ("axes", (long[])[-2])),
        Smooth("Squeeze", "input axes", 13, [Ones, OnnxValue.Longs(0, 2)]),
        Smooth("Unsqueeze", "attribute axes", 11, [X], ("axes", (long[])[0, -1])),
        Smooth("Unsqueeze", "input axes", 13, [X, OnnxValue.Longs(3, 1)]),
        Smooth("Transpose", "default", 7, [X]),
        Smooth("Transpose", "perm", 13, [X], ("perm", (long[])[1, 2, 0])),
        Plain("Shape", "default", 7, [X]),
        Plain("Shape", "start and end", 15, [X], ("start", -2L), ("end", 2L)),
        Plain("Shape", "nothing", 15, [X], ("start", 2L), ("end", 1L)),
        Plain("Size", "default", 7, [X]),
        Smooth("DepthToSpace", "default", 7, [Blocks], ("blocksize", 2L)),
        Smooth("DepthToSpace", "CRD", 11, [Blocks], ("blocksize", 2L), ("mode", "CRD")),
        Smooth("SpaceToDepth", "default", 7, [OnnxValue.Formula(1, 2, 4, 6)], ("blocksize", 2L)),
    ];

    private static IEnumerable<OnnxCase> Parts =>
    [
        Smooth("Concat", "negative axis", 11, [X, OnnxValue.Formula(2, [2, 3, 1])], ("axis", -1L)),
        Smooth("Concat", "three", 7, [X, OnnxValue.Formula(2, [1, 3, 4]), X], ("axis", 0L)),
        Smooth("Concat", "one", 13, [X], ("axis", 1L)),
        Smooth("Split", "even", 7, [X], ("axis", 2L)) with { Outputs = 2 },
        Smooth("Split", "attribute", 11, [X], ("axis", -1L), ("split", (long[])[1, 3])) with { Outputs = 2 },
        Smooth("Split", "input", 13, [X, OnnxValue.Longs(2, 1)], ("axis", 1L)) with { Outputs = 2 },
        Smooth("Split", "num_outputs", 18, [OnnxValue.Formula(7, 2)], ("num_outputs", 3L)) with { Outputs = 3 },
        Smooth("Expand", "more dimensions", 8, [OnnxValue.Formula(3, 1), OnnxValue.Longs(2, 1, 4)]),
        Smooth("Expand", "smaller shape", 13, [X, OnnxValue.Longs(1)]),
        Smooth("Tile", "default", 13, [X, OnnxValue.Longs(1, 2, 3)]),
    ];

    private static IEnumerable<OnnxCase> Pads =>
    [
        Smooth("Pad", "attributes", 7, [X], ("pads", (long[])[0, 1, 2, 0, 0, 1]), ("value", 0.3f)),
        Smooth("Pad", "inputs", 13, [X, OnnxValue.Longs(1, 0, 0, 0, 2, 1), OnnxValue.Number(-0.7f)]),
        Smooth("Pad", "zeros", 11, [X, OnnxValue.Longs(0, 0, 1, 0, 0, 1)]),
        Smooth("Pad", "cut", 13, [X, OnnxValue.Longs(0, -1, 2, 0, 0, -1)]),
        Smooth("Pad", "axes", 18, [X, OnnxValue.Longs(1, 2, 0, 1), null, OnnxValue.Longs(-1, 0)]),
        Smooth("Pad", "reflect", 11, [X, OnnxValue.Longs(0, 1, 2, 0, 2, 3)], ("mode", "reflect")),
        Smooth("Pad", "edge", 13, [X, OnnxValue.Longs(0, 1, 2, 0, 2, 5)], ("mode", "edge")),
        Smooth("Pad", "wrap", 19, [X, OnnxValue.Longs(0, 1, 2, 0, 2, 3)], ("mode", "wrap")),
        Plain("Pad", "whole numbers", 13, [OnnxValue.Longs(1, 2), OnnxValue.Longs(1, 1), OnnxValue.Long(9)]),
    ];

    private static IEnumerable<OnnxCase> Made =>
    [
        Plain("Constant", "value", 7, [], ("value", X)),
        Plain("Constant", "value_int", 12, [], ("value_int", 7L)),
        Plain("Constant", "value_ints", 12, [], ("value_ints", (long[])[7, -8])),
        Plain("Constant", "value_float", 13, [], ("value_float", 0.25f)),
        Plain("Constant", "value_floats", 13, [], ("value_floats", (float[])[0.25f, -1])),
        Plain("ConstantOfShape", "default", 9, [OnnxValue.Longs(2, 3)]),
        Plain("ConstantOfShape", "value", 20, [OnnxValue.Longs(2, 3)], ("value", OnnxValue.Longs(7))),
        Plain("Range", "whole numbers", 11, [OnnxValue.Long(3), OnnxValue.Long(-4), OnnxValue.Long(-3)]),
        Plain("Range", "fractions", 11, [OnnxValue.Number(0.25f), OnnxValue.Number(2), OnnxValue.Number(0.5f)]),
        Plain("Range", "nothing", 11, [OnnxValue.Long(3), OnnxValue.Long(3), OnnxValue.Long(1)]),
        Plain("Cast", "to whole numbers", 9, [OnnxValue.Floats([4], -1.7f, 0.2f, 1.9f, 3)], ("to", 7L)),
        Plain("Cast", "to fractions", 13, [OnnxValue.Longs(-3, 5)], ("to", 1L)),
        Plain("Cast", "to truth", 13, [OnnxValue.Floats([3], 0, -0.3f, 2)], ("to", 9L)),
        Plain("Cast", "of truth", 13, [OnnxValue.Whole(OnnxValue.Bool, [2], 1, 0)], ("to", 6L)),
        Plain("CastLike", "default", 15, [OnnxValue.Longs(-3, 5), OnnxValue.Number(1)]),
    ];
}
