namespace GradCam.Core.Tests.Networks;

/// <summary>Operators on elements, written as their definitions read.</summary>
internal static class PlainElements
{
    public static IReadOnlyDictionary<string, Func<OnnxCase, double, double>> Bends { get; } = new Dictionary<string, Func<OnnxCase, double, double>>
    {
        ["Relu"] = (_, x) => Math.Max(x, 0),
        ["LeakyRelu"] = (one, x) => x < 0 ? one.Float("alpha", 0.01f) * x : x,
        ["Elu"] = (one, x) => x < 0 ? one.Float("alpha", 1) * (Math.Exp(x) - 1) : x,
        ["Celu"] = (one, x) => Math.Max(x, 0) + Math.Min(0, one.Float("alpha", 1) * (Math.Exp(x / one.Float("alpha", 1)) - 1)),
        ["Selu"] = (one, x) => one.Float("gamma", 1.0507009873554804934193349852946f) * (x > 0 ? x : one.Float("alpha", 1.6732632423543772848170429916717f) * (Math.Exp(x) - 1)),
        ["Softplus"] = (_, x) => Math.Log(1 + Math.Exp(x)),
        ["Softsign"] = (_, x) => x / (1 + Math.Abs(x)),
        ["HardSigmoid"] = (one, x) => Math.Clamp((one.Float("alpha", 0.2f) * x) + one.Float("beta", 0.5f), 0, 1),
        ["HardSwish"] = (_, x) => x * Math.Clamp((x / 6) + 0.5, 0, 1),
        ["ThresholdedRelu"] = (one, x) => x > one.Float("alpha", 1) ? x : 0,
        ["Sigmoid"] = (_, x) => Sigmoid(x),
        ["Swish"] = (one, x) => x * Sigmoid(one.Float("alpha", 1) * x),
        ["Mish"] = (_, x) => x * Math.Tanh(Math.Log(1 + Math.Exp(x))),
        ["Gelu"] = (one, x) => one.Text("approximate", "none") == "tanh"
            ? 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))
            : 0.5 * x * (1 + Erf(x / Math.Sqrt(2))),
        ["Tanh"] = (_, x) => Math.Tanh(x),
        ["Erf"] = (_, x) => Erf(x),
        ["Neg"] = (_, x) => -x,
        ["Abs"] = (_, x) => Math.Abs(x),
        ["Exp"] = (_, x) => Math.Exp(x),
        ["Log"] = (_, x) => Math.Log(x),
        ["Sqrt"] = (_, x) => Math.Sqrt(x),
        ["Reciprocal"] = (_, x) => 1 / x,
        ["Sin"] = (_, x) => Math.Sin(x),
        ["Cos"] = (_, x) => Math.Cos(x),
        ["Tan"] = (_, x) => Math.Tan(x),
        ["Atan"] = (_, x) => Math.Atan(x),
        ["Floor"] = (_, x) => Math.Floor(x),
        ["Ceil"] = (_, x) => Math.Ceiling(x),
        ["Round"] = (_, x) => Math.Round(x, MidpointRounding.ToEven),
        ["Sign"] = (_, x) => Math.Sign(x),
        ["Not"] = (_, x) => x == 0 ? 1 : 0,
        ["IsNaN"] = (_, x) => double.IsNaN(x) ? 1 : 0,
        ["Identity"] = (_, x) => x,
        ["Dropout"] = (_, x) => x,
        ["CastLike"] = (_, x) => x,
        ["Cast"] = (one, x) => one.Int("to", 0) switch { 7 => Math.Truncate(x), 9 => x == 0 ? 0 : 1, _ => x },
        ["Clip"] = (one, x) => Math.Min(Math.Max(x, Bound(one, 1, "min", float.MinValue)), Bound(one, 2, "max", float.MaxValue)),
    };

    public static IReadOnlyDictionary<string, Func<OnnxCase, double[], double>> Joins { get; } = new Dictionary<string, Func<OnnxCase, double[], double>>
    {
        ["Add"] = (_, x) => x[0] + x[1],
        ["Sub"] = (_, x) => x[0] - x[1],
        ["Mul"] = (_, x) => x[0] * x[1],
        ["Div"] = (one, x) => one.Inputs[0]!.Type switch
        {
            OnnxValue.Float => x[0] / x[1],
            OnnxValue.Int32 => unchecked((int)(long)Math.Truncate(x[0] / x[1])),
            _ => Math.Truncate(x[0] / x[1]),
        },
        ["Pow"] = (_, x) => Math.Pow(x[0], x[1]),
        ["Mod"] = (one, x) => one.Int("fmod", 0) == 1 ? x[0] % x[1] : x[0] - (x[1] * Math.Floor(x[0] / x[1])),
        ["Max"] = (_, x) => x.Max(),
        ["Min"] = (_, x) => x.Min(),
        ["Sum"] = (_, x) => x.Sum(),
        ["Mean"] = (_, x) => x.Average(),
        ["PRelu"] = (_, x) => x[0] < 0 ? x[0] * x[1] : x[0],
        ["Equal"] = (_, x) => x[0] == x[1] ? 1 : 0,
        ["Less"] = (_, x) => x[0] < x[1] ? 1 : 0,
        ["LessOrEqual"] = (_, x) => x[0] <= x[1] ? 1 : 0,
        ["Greater"] = (_, x) => x[0] > x[1] ? 1 : 0,
        ["GreaterOrEqual"] = (_, x) => x[0] >= x[1] ? 1 : 0,
        ["And"] = (_, x) => x[0] * x[1],
        ["Or"] = (_, x) => Math.Max(x[0], x[1]),
        ["Xor"] = (_, x) => x[0] == x[1] ? 0 : 1,
        ["Where"] = (_, x) => x[0] == 0 ? x[2] : x[1],
    };

    public static IReadOnlyDictionary<string, Func<OnnxCase, double[], double>> Reductions { get; } = new Dictionary<string, Func<OnnxCase, double[], double>>
    {
        ["ReduceMean"] = (_, x) => x.Average(),
        ["ReduceSum"] = (_, x) => x.Sum(),
        ["ReduceMax"] = (_, x) => x.Max(),
        ["ReduceMin"] = (_, x) => x.Min(),
        ["ReduceL1"] = (_, x) => x.Sum(Math.Abs),
        ["ReduceL2"] = (_, x) => Math.Sqrt(x.Sum(y => y * y)),
        ["ReduceSumSquare"] = (_, x) => x.Sum(y => y * y),
        ["ReduceProd"] = (_, x) => x.Aggregate(1.0, (product, y) => product * y),
        ["ReduceLogSum"] = (_, x) => Math.Log(x.Sum()),
        ["ReduceLogSumExp"] = (_, x) => Math.Log(x.Sum(Math.Exp)),
        ["ArgMax"] = (_, x) => Array.IndexOf(x, x.Max()),
        ["ArgMin"] = (_, x) => Array.IndexOf(x, x.Min()),
    };

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Bound(OnnxCase one, int input, string name, float absent) =>
        input < one.Inputs.Length && one.Inputs[input] is { } value ? value.Numbers[0] : one.Float(name, absent);

    /// <summary>The series, which is exact to the last places for numbers up to 3.</summary>
    private static double Erf(double x)
    {
        double sum = 0, term = x;
        for (int n = 0; n < 60; n++)
        {
            sum += term / ((2 * n) + 1);
            term *= -x * x / (n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
