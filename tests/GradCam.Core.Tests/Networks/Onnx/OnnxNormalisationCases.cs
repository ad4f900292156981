using static GradCam.Core.Tests.Networks.OnnxCases;

namespace GradCam.Core.Tests.Networks;

/// <summary>Uses of normalisations.</summary>
internal static class OnnxNormalisationCases
{
    private static readonly OnnxValue X = OnnxValue.Formula(2, 4, 3, 5);

    public static IEnumerable<OnnxCase> All =>
    [
        .. Each(7, 9, 14, 15).Select(opset => Smooth("BatchNormalization", $"opset {opset}", opset, [X, Of(2, 4), Of(3, 4), Of(5, 4), Positive(4)], ("epsilon", 0.01f))),
        Smooth("BatchNormalization", "rows", 15, [OnnxValue.Formula(3, 4), Of(2, 4), Of(3, 4), Of(5, 4), Positive(4)]),
        Smooth("LayerNormalization", "last axis", 17, [X, Of(2, 5), Of(3, 5)], ("epsilon", 0.01f)),
        Smooth("LayerNormalization", "without bias", 17, [X, Of(2, 5)]),
        Smooth("LayerNormalization", "from the second axis", 17, [X, Of(2, 4, 3, 5), Of(3, 4, 3, 5)], ("axis", 1L)),
        Smooth("LayerNormalization", "broadcast scale", 17, [X, Of(2, 5), Of(3, 5)], ("axis", -2L)) with { NotInRuntime = "it takes no scale smaller than what is normalised" },
        Smooth("LayerNormalization", "mean and deviation", 17, [X, Of(2, 5), Of(3, 5)]) with { Outputs = 3 },
        Smooth("RMSNormalization", "last axis", 23, [X, Of(2, 5)], ("epsilon", 0.01f)),
        Smooth("RMSNormalization", "from the third axis", 23, [X, Of(2, 3, 5)], ("axis", -2L)),
        Smooth("GroupNormalization", "a scale a channel", 21, [X, Of(2, 4), Of(3, 4)], ("num_groups", 2L), ("epsilon", 0.01f)),
        Smooth("GroupNormalization", "a scale a group", 18, [X, Of(2, 2), Of(3, 2)], ("num_groups", 2L)),
        Smooth("InstanceNormalization", "planes", 7, [X, Of(2, 4), Of(3, 4)], ("epsilon", 0.01f)),
        Smooth("InstanceNormalization", "lines", 22, [OnnxValue.Formula(2, 3, 4), Of(2, 3), Of(3, 3)]),
        Smooth("InstanceNormalization", "single pixels", 7, [OnnxValue.Formula(2, 3, 1, 1), Of(2, 3), Of(3, 3)]) with { NotInRuntime = "its numbers are 1.3e-5 off the bias there, which is what must come out" },
        Smooth("LRN", "default", 13, [X], ("size", 3L)),
        Smooth("LRN", "all attributes", 7, [X], ("size", 5L), ("alpha", 0.2f), ("beta", 0.6f), ("bias", 1.5f)),
        Smooth("LRN", "even size", 13, [X], ("size", 2L), ("alpha", 0.2f)) with { NotInRuntime = "it takes odd sizes only" },
        Smooth("LRN", "more than all channels", 13, [X], ("size", 99L), ("alpha", 3f)),
        Smooth("LpNormalization", "default", 7, [X]),
        Smooth("LpNormalization", "sums of one axis", 22, [X], ("p", 1L), ("axis", 1L)),
    ];

    private static OnnxValue Of(int seed, params long[] shape) => OnnxValue.Formula(seed, shape);
}
