using static GradCam.Core.Tests.Networks.OnnxCases;

namespace GradCam.Core.Tests.Networks;

/// <summary>Uses of operators that bend each element, and of Softmax.</summary>
internal static class OnnxElementCases
{
    private static readonly OnnxValue X = OnnxValue.Formula(2, 3, 4);

    public static IEnumerable<OnnxCase> All =>
    [
        .. Each("Relu", "LeakyRelu", "Elu", "Celu", "Selu", "Softplus", "Softsign", "HardSigmoid", "ThresholdedRelu", "Sigmoid", "Tanh", "Erf", "Neg", "Abs", "Exp", "Sin", "Cos", "Atan")
            .Select(name => Smooth(name, "default", 13, [X])),
        .. Each("Sqrt", "Log", "Reciprocal").Select(name => Smooth(name, "default", 13, [Positive(2, 3, 4)])),
        .. Each("Floor", "Ceil", "Round", "Sign").Select(name => Plain(name, "default", 13, [X])),
        Plain("Round", "halves", 13, [OnnxValue.Floats([6], -2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f)]),
        Plain("Relu", "whole numbers", 14, [OnnxValue.Whole(OnnxValue.Int32, [3], -2, 0, 5)]),
        Smooth("Tan", "default", 13, [X]),
        Smooth("LeakyRelu", "alpha", 16, [X], ("alpha", 0.3f)),
        Smooth("Elu", "alpha", 6, [X], ("alpha", 2.5f)) with { Opset = 7 },
        Smooth("Celu", "alpha", 12, [X], ("alpha", 0.5f)),
        Smooth("Selu", "alpha and gamma", 7, [X], ("alpha", 1.5f), ("gamma", 0.7f)),
        Smooth("HardSigmoid", "alpha and beta", 7, [X], ("alpha", 0.3f), ("beta", 0.4f)),
        Smooth("ThresholdedRelu", "alpha", 10, [X], ("alpha", 0.35f)),
        Smooth("HardSwish", "default", 14, [X]),
        Smooth("Mish", "default", 18, [X]),
        Smooth("Gelu", "none", 20, [X]),
        Smooth("Gelu", "tanh", 20, [X], ("approximate", "tanh")),
        Smooth("Swish", "default", 24, [X]),
        Smooth("Swish", "alpha", 24, [X], ("alpha", 1.7f)),
        Smooth("PRelu", "a slope a channel", 16, [OnnxValue.Formula(2, 3, 2, 2), OnnxValue.Formula(2, [3, 1, 1])]),
        Smooth("PRelu", "one slope", 9, [X, OnnxValue.Floats([1], 0.2f)]),
        Smooth("Clip", "attributes", 7, [X], ("min", -0.7f), ("max", 1.1f)),
        Smooth("Clip", "attribute max", 10, [X], ("max", 0.4f)),
        Smooth("Clip", "attributes 0 and 6", 7, [OnnxValue.Floats([4], -1, 2, 5.5f, 7)], ("min", 0f), ("max", 6f)),
        Smooth("Clip", "attributes 0 and the largest float", 7, [X], ("min", 0f), ("max", float.MaxValue)),
        Smooth("Clip", "inputs", 13, [X, OnnxValue.Number(-0.7f), OnnxValue.Number(1.1f)]),
        Smooth("Clip", "input min", 11, [X, OnnxValue.Number(0.3f)]),
        Smooth("Clip", "input max", 12, [X, null, OnnxValue.Number(0.3f)]),
        Smooth("Clip", "inputs 0 and 6", 13, [OnnxValue.Floats([4], -1, 2, 5.5f, 7), OnnxValue.Number(0), OnnxValue.Number(6)]),
        Smooth("Clip", "input 0", 13, [X, OnnxValue.Number(0)]),
        Smooth("Clip", "no bounds", 13, [X]),
        Plain("Clip", "whole numbers", 13, [OnnxValue.Longs(-9, 0, 3, 99), OnnxValue.Long(-2), OnnxValue.Long(7)]),
        .. Each("Softmax", "LogSoftmax").SelectMany(name => (OnnxCase[])
        [
            Smooth(name, "flattened from the second axis", 7, [X]),
            Smooth(name, "flattened from the last axis", 11, [X], ("axis", -1L)),
            Smooth(name, "flattened whole", 12, [X], ("axis", 0L)),
            Smooth(name, "last axis", 13, [X]),
            Smooth(name, "one axis", 13, [X], ("axis", 1L)),
        ]),
    ];
}
