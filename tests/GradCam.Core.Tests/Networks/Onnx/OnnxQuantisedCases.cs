using static GradCam.Core.Tests.Networks.OnnxCases;

namespace GradCam.Core.Tests.Networks;

/// <summary>Uses of quantisation.</summary>
internal static class OnnxQuantisedCases
{
    private static readonly OnnxValue X = OnnxValue.Formula(2, 3, 4), Scale = OnnxValue.Number(0.0131f), Scales = OnnxValue.Floats([3], 0.011f, 0.02f, 0.0051f);

    private static readonly OnnxValue Bytes = OnnxValue.Whole(OnnxValue.UInt8, [2, 3], 0, 1, 128, 129, 200, 255);

    public static IEnumerable<OnnxCase> All =>
    [
        Plain("QuantizeLinear", "no zero point", 10, [X, Scale]),
        Plain("QuantizeLinear", "uint8", 10, [X, Scale, OnnxValue.Whole(OnnxValue.UInt8, [], 100)]),
        Plain("QuantizeLinear", "int8", 13, [X, Scale, OnnxValue.Whole(OnnxValue.Int8, [], -3)]),
        Plain("QuantizeLinear", "a scale a channel", 13, [X, Scales, OnnxValue.Whole(OnnxValue.Int8, [3], 0, 1, -1)]),
        Plain("QuantizeLinear", "last axis", 13, [OnnxValue.Formula(2, 3), Scales, OnnxValue.Whole(OnnxValue.UInt8, [3], 128, 0, 7)], ("axis", -1L)),
        Plain("QuantizeLinear", "output_dtype", 21, [X, Scale], ("output_dtype", 3L)),
        Plain("QuantizeLinear", "halves", 10, [OnnxValue.Floats([4], 0.5f, 1.5f, 2.5f, -1), OnnxValue.Number(1)]),
        Smooth("DequantizeLinear", "no zero point", 10, [Bytes, Scale]),
        Smooth("DequantizeLinear", "uint8", 10, [Bytes, Scale, OnnxValue.Whole(OnnxValue.UInt8, [], 128)]),
        Smooth("DequantizeLinear", "a scale a channel", 13, [Bytes, Scales, OnnxValue.Whole(OnnxValue.UInt8, [3], 128, 0, 7)]),
        Smooth("DequantizeLinear", "first axis", 13, [OnnxValue.Whole(OnnxValue.Int8, [3, 2], -128, -1, 0, 1, 2, 127), Scales, OnnxValue.Whole(OnnxValue.Int8, [3], 0, 1, -1)], ("axis", 0L)),
        Smooth("DequantizeLinear", "int32", 13, [OnnxValue.Whole(OnnxValue.Int32, [3], -100000, 0, 70000), Scales], ("axis", 0L)),
    ];
}
