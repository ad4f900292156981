using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Operators that bend each element, and Softmax.</summary>
internal static class OnnxActivations
{
    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table =>
    [
        Bend("Relu", (_, x) => Rectified(x, RectifierKinds.ReluModule)),
        new("Clip", 1, 3, Clip),
        Bend("LeakyRelu", (node, x) => LeakyRelu(x, node.Float("alpha", 0.01f))),
        new("PRelu", 2, 2, PRelu),
        Bend("ThresholdedRelu", (node, x) => ThresholdedRelu(x, node.Float("alpha", 1))),
        Bend("Elu", (node, x) => Elu(x, node.Float("alpha", 1))),
        Bend("Celu", (node, x) => Celu(x, node.Float("alpha", 1))),
        Bend("Selu", (node, x) => OnnxValues.Times(Elu(x, node.Float("alpha", 1.67326319217681884765625f)), node.Float("gamma", 1.05070102214813232421875f))),
        Bend("Softplus", (_, x) => Softplus(x)),
        Bend("Softsign", (_, x) => x / x.abs().Plus(Scalars.One)),
        Bend("Mish", (_, x) => x * Softplus(x).tanh()),
        Bend("HardSigmoid", (node, x) => HardSigmoid(x, node.Float("alpha", 0.2f), node.Float("beta", 0.5f))),
        Bend("HardSwish", (_, x) => nn.functional.hardswish(x)),
        Bend("Gelu", (node, x) => Gelu(x, IsTanh(node))) with { Check = node => IsTanh(node) },
        Bend("Swish", (node, x) => x * OnnxValues.Times(x, node.Float("alpha", 1)).sigmoid()),
        Bend("Sigmoid", (_, x) => x.sigmoid()),
        Bend("Tanh", (_, x) => x.tanh()),
        Bend("Erf", (_, x) => x.erf()),
        Bend("Softmax", (node, x) => AlongAxis(node, x, (y, axis) => y.softmax(axis))),
        Bend("LogSoftmax", (node, x) => AlongAxis(node, x, nn.functional.log_softmax)),
    ];

    private static OnnxOperation Bend(string name, Func<OnnxNode, Tensor, Tensor> bend) => new(name, 1, 1, (node, inputs) =>
        [OnnxValues.IsShapeOnly(inputs[0]!) ? OnnxValues.Blank(inputs[0]!, inputs[0]!.shape) : bend(node, inputs[0]!)]);

    /// <summary>A rectifier that the rule of guided backpropagation may guard.</summary>
    private static Tensor Rectified(Tensor x, RectifierKinds kind) => x.is_floating_point() ? Rectify.Apply(x, kind) : x.clamp_min(Scalars.Zero);

    private static Tensor[] Clip(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!;
        if (OnnxValues.IsShapeOnly(x))
        {
            return [OnnxValues.Blank(x, x.shape)];
        }

        double low = Bound(node, inputs, 1, "min", double.NegativeInfinity);
        double high = Bound(node, inputs, 2, "max", double.PositiveInfinity);
        return [(low, high) switch
        {
            (0, 6) when x.is_floating_point() => Rectify.Apply(x, RectifierKinds.Relu6Module),
            // Before opset 11 no bound was written as the largest float.
            (0, >= float.MaxValue) when x.is_floating_point() => Rectify.Apply(x, RectifierKinds.ReluModule),
            _ => Clamped(x, low, high),
        }];
    }

    private static double Bound(OnnxNode node, IReadOnlyList<Tensor?> inputs, int index, string name, double absent) => OnnxValues.Optional(inputs, index) is { } bound
        ? OnnxValues.Double(node, bound, name)
        : node.Has(name) ? node.Float(name, 0) : absent;

    private static Tensor Clamped(Tensor x, double low, double high)
    {
        if (!x.is_floating_point())
        {
            // Numbers of shapes are far from where a double has no longer every whole number.
            using Scalar least = (long)Math.Max(low, long.MinValue / 2), most = (long)Math.Min(high, long.MaxValue / 2);
            return x.clamp_min(least).clamp_max(most);
        }

        using Scalar minimum = low, maximum = high;
        return x.clamp(minimum, maximum);
    }

    private static Tensor[] PRelu(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!, slope = inputs[1]!;
        long[] shape = OnnxSize.Broadcast(node, x.shape, slope.shape);
        return [OnnxValues.IsShapeOnly(x) ? OnnxValues.Blank(x, shape) : where(x.lt(Scalars.Zero), x * slope, x)];
    }

    /// <summary><c>ln(1 + e^x)</c>; TorchSharp's own makes numbers that nobody holds.</summary>
    private static Tensor Softplus(Tensor x) => -nn.functional.logsigmoid(-x);

    private static Tensor LeakyRelu(Tensor x, double slope)
    {
        using Scalar held = slope;
        return x.leaky_relu(held);
    }

    private static Tensor Elu(Tensor x, double alpha)
    {
        using Scalar held = alpha;
        return x.elu(held, Scalars.One, Scalars.One);
    }

    private static Tensor Celu(Tensor x, double alpha)
    {
        using Scalar held = alpha;
        return x.celu(held);
    }

    private static Tensor ThresholdedRelu(Tensor x, double threshold)
    {
        using Scalar least = threshold;
        return where(x.gt(least), x, zeros_like(x));
    }

    private static Tensor HardSigmoid(Tensor x, double slope, double shift) => OnnxValues.Plus(OnnxValues.Times(x, slope), shift).clamp(Scalars.Zero, Scalars.One);

    private static bool IsTanh(OnnxNode node) => node.Text("approximate", "none") switch
    {
        "none" => false,
        "tanh" => true,
        var other => throw node.Fail($"has attribute approximate {ShownText.Quoted(other)}; 'none' and 'tanh' are known"),
    };

    private static Tensor Gelu(Tensor x, bool tanh) => tanh ? x.gelu(GELU.Approximate.tanh) : x.gelu();

    /// <summary>Before opset 13 the dimensions from the axis on counted as one.</summary>
    private static Tensor AlongAxis(OnnxNode node, Tensor x, Func<Tensor, long, Tensor> softmax)
    {
        if (node.Opset >= 13)
        {
            return softmax(x, OnnxValues.Axis(node, x, -1));
        }

        int axis = (int)OnnxValues.Axis(node, x, 1);
        long[] shape = x.shape;
        return softmax(x.flatten(axis), axis).reshape(shape);
    }
}
