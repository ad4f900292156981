using static GradCam.Core.Tests.Networks.OnnxCases;

namespace GradCam.Core.Tests.Networks;

/// <summary>Uses of convolutions and pools.</summary>
internal static class OnnxWindowCases
{
    private static readonly OnnxValue X = OnnxValue.Formula(2, 4, 6, 7), Line = OnnxValue.Formula(1, 2, 9), Space = OnnxValue.Formula(1, 2, 4, 5, 4);

    private static readonly OnnxValue W = OnnxValue.Formula(2, [3, 4, 3, 3]), Bias = OnnxValue.Formula(3, [3]);

    public static IEnumerable<OnnxCase> All => [.. Convolutions, .. Transposed, .. Pools, .. Averages, .. Planes];

    private static IEnumerable<OnnxCase> Convolutions =>
    [
        Smooth("Conv", "default", 7, [X, W]),
        Smooth("Conv", "strides, pads, bias", 11, [X, W, Bias], ("strides", (long[])[2, 1]), ("pads", (long[])[1, 1, 1, 1]), ("kernel_shape", (long[])[3, 3])),
        Smooth("Conv", "uneven pads", 11, [X, W, Bias], ("pads", (long[])[0, 1, 2, 0])),
        Smooth("Conv", "dilations", 11, [X, W], ("dilations", (long[])[2, 3])),
        Smooth("Conv", "groups", 11, [X, OnnxValue.Formula(2, [6, 2, 3, 3])], ("group", 2L)),
        Smooth("Conv", "depthwise", 11, [X, OnnxValue.Formula(2, [4, 1, 3, 3])], ("group", 4L), ("pads", (long[])[1, 1, 1, 1])),
        Smooth("Conv", "SAME_UPPER", 11, [X, W], ("auto_pad", "SAME_UPPER"), ("strides", (long[])[2, 2])),
        Smooth("Conv", "SAME_LOWER", 11, [X, W], ("auto_pad", "SAME_LOWER"), ("strides", (long[])[2, 2])),
        Smooth("Conv", "SAME_UPPER dilated", 11, [X, W], ("auto_pad", "SAME_UPPER"), ("dilations", (long[])[2, 2])) with { NotInRuntime = "it refuses dilations with auto_pad" },
        Smooth("Conv", "VALID", 11, [X, W], ("auto_pad", "VALID"), ("strides", (long[])[2, 2])),
        Smooth("Conv", "one dimension", 11, [Line, OnnxValue.Formula(2, [3, 2, 3]), Bias], ("strides", (long[])[2]), ("pads", (long[])[1, 0]), ("dilations", (long[])[2])),
        Smooth("Conv", "three dimensions", 11, [Space, OnnxValue.Formula(2, [3, 2, 2, 3, 2]), Bias], ("strides", (long[])[1, 2, 1]), ("pads", (long[])[1, 1, 0, 1, 1, 0])),
    ];

    private static IEnumerable<OnnxCase> Transposed
    {
        get
        {
            OnnxValue x = OnnxValue.Formula(2, 4, 3, 5), w = OnnxValue.Formula(2, [4, 3, 3, 3]);
            return
            [
                Smooth("ConvTranspose", "default", 11, [x, w]),
                Smooth("ConvTranspose", "strides, pads, output_padding, bias", 11, [x, w, Bias], ("strides", (long[])[2, 2]), ("pads", (long[])[1, 1, 1, 1]), ("output_padding", (long[])[1, 1])),
                Smooth("ConvTranspose", "uneven pads", 11, [x, w], ("strides", (long[])[2, 1]), ("pads", (long[])[0, 1, 2, 0])),
                Smooth("ConvTranspose", "groups and dilations", 11, [x, OnnxValue.Formula(2, [4, 2, 3, 3])], ("group", 2L), ("dilations", (long[])[2, 1])),
                Smooth("ConvTranspose", "output_shape", 11, [x, w], ("strides", (long[])[2, 2]), ("output_shape", (long[])[6, 10])),
                Smooth("ConvTranspose", "output_shape SAME_UPPER", 11, [x, w], ("strides", (long[])[2, 2]), ("output_shape", (long[])[6, 10]), ("auto_pad", "SAME_UPPER")),
                Smooth("ConvTranspose", "SAME_LOWER", 11, [x, w], ("strides", (long[])[2, 2]), ("auto_pad", "SAME_LOWER")),
                Smooth("ConvTranspose", "one dimension", 11, [Line, OnnxValue.Formula(2, [2, 3, 3])], ("strides", (long[])[2])),
                Smooth("ConvTranspose", "three dimensions", 11, [Space, OnnxValue.Formula(2, [2, 3, 2, 2, 2])], ("strides", (long[])[1, 2, 1])),
            ];
        }
    }

    private static IEnumerable<OnnxCase> Pools => Windows("MaxPool", 12);

    private static IEnumerable<OnnxCase> Averages =>
    [
        .. Windows("AveragePool", 19),
        .. Windows("AveragePool", 19).Where(one => one.Form != "default").Select(one => one with
        {
            Form = $"{one.Form}, pads count",
            Attributes = new Dictionary<string, object>(one.Attributes) { ["count_include_pad"] = 1L },
        }),
        Smooth("AveragePool", "before dilations", 7, [X], ("kernel_shape", (long[])[3, 2]), ("strides", (long[])[2, 2])),
    ];

    private static IEnumerable<OnnxCase> Planes => Each("GlobalAveragePool", "GlobalMaxPool").SelectMany(name => (OnnxCase[])
    [
        Smooth(name, "two dimensions", 7, [X]),
        Smooth(name, "one dimension", 7, [Line]),
        Smooth(name, "three dimensions", 7, [Space]),
    ]);

    private static IEnumerable<OnnxCase> Windows(string name, int opset) =>
    [
        Smooth(name, "default", opset, [X], ("kernel_shape", (long[])[3, 2])),
        Smooth(name, "strides and pads", opset, [X], ("kernel_shape", (long[])[3, 3]), ("strides", (long[])[2, 2]), ("pads", (long[])[1, 1, 1, 1])),
        Smooth(name, "pads beyond half a window", opset, [X], ("kernel_shape", (long[])[3, 3]), ("pads", (long[])[2, 2, 2, 2])),
        Smooth(name, "uneven pads", opset, [X], ("kernel_shape", (long[])[3, 3]), ("strides", (long[])[2, 2]), ("pads", (long[])[0, 1, 2, 0])),
        Smooth(name, "dilations", opset, [X], ("kernel_shape", (long[])[2, 3]), ("dilations", (long[])[2, 2]), ("pads", (long[])[1, 1, 1, 1])),
        Smooth(name, "ceil_mode", opset, [X], ("kernel_shape", (long[])[3, 2]), ("strides", (long[])[2, 2]), ("ceil_mode", 1L)),
        Smooth(name, "ceil_mode with pads", opset, [X], ("kernel_shape", (long[])[3, 3]), ("strides", (long[])[2, 3]), ("pads", (long[])[1, 1, 1, 1]), ("ceil_mode", 1L)),
        Smooth(name, "ceil_mode with uneven pads", opset, [X], ("kernel_shape", (long[])[3, 3]), ("strides", (long[])[3, 2]), ("pads", (long[])[0, 1, 1, 0]), ("ceil_mode", 1L)),
        Smooth(name, "SAME_UPPER", opset, [X], ("kernel_shape", (long[])[3, 3]), ("strides", (long[])[2, 2]), ("auto_pad", "SAME_UPPER")),
        Smooth(name, "SAME_LOWER", opset, [X], ("kernel_shape", (long[])[2, 2]), ("strides", (long[])[2, 2]), ("auto_pad", "SAME_LOWER")),
        Smooth(name, "VALID", opset, [X], ("kernel_shape", (long[])[2, 2]), ("strides", (long[])[2, 2]), ("auto_pad", "VALID")),
        Smooth(name, "one dimension", opset, [Line], ("kernel_shape", (long[])[3]), ("strides", (long[])[2]), ("pads", (long[])[1, 1])),
        Smooth(name, "three dimensions", opset, [Space], ("kernel_shape", (long[])[2, 3, 2]), ("strides", (long[])[1, 2, 1]), ("pads", (long[])[1, 1, 0, 1, 1, 0])),
    ];
}
