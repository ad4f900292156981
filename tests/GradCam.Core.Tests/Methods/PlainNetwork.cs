using GradCam.Networks;
using GradCam.Numerics;

namespace GradCam.Core.Tests.Methods;

/// <summary>
/// A network in plain loops and double: a convolution to 4 channels, a rectifier, means of 2 x 2, a convolution to 5 channels (the layer), a rectifier, the mean over all
/// places, and 4 classes. Arrays are channel by channel, row-major.
/// </summary>
internal static class PlainNetwork
{
    public const int Side = 8, LayerSide = 4, Colours = 3, First = 4, Channels = 5, Classes = 4;

    private const int Kernel = 3;

    /// <summary>Weights by formula, rounded to float32.</summary>
    public static float[] Conv1 { get; } = Weights("conv1", First * Colours * Kernel * Kernel, 0.6);

    public static float[] Bias1 { get; } = Weights("bias1", First, 0.3);

    public static float[] Conv2 { get; } = Weights("conv2", Channels * First * Kernel * Kernel, 0.8);

    public static float[] Bias2 { get; } = Weights("bias2", Channels, 0.3);

    public static float[] Classifier { get; } = Weights("classifier", Classes * Channels, 4);

    public static float[] ClassifierBias { get; } = Weights("classifier-bias", Classes, 0.5);

    /// <summary>The first convolution's output: [4, 8, 8].</summary>
    public static double[] FirstOutput(double[] x) => Convolve(x, Conv1, Bias1, Colours, First, Side);

    /// <summary>The layer's output, before its rectifier: [5, 4, 4].</summary>
    public static double[] Layer(double[] x) => Convolve(Halve(Relu(FirstOutput(x))), Conv2, Bias2, First, Channels, LayerSide);

    /// <summary>The logits of a layer's output.</summary>
    public static double[] LogitsFrom(double[] layer)
    {
        double[] logits = [.. ClassifierBias.Select(value => (double)value)];
        for (int c = 0; c < Classes; c++)
        {
            for (int i = 0; i < layer.Length; i++)
            {
                logits[c] += Classifier[(c * Channels) + (i / (LayerSide * LayerSide))] * Math.Max(layer[i], 0) / (LayerSide * LayerSide);
            }
        }

        return logits;
    }

    /// <summary>The logits of a picture.</summary>
    public static double[] Logits(double[] x) => LogitsFrom(Layer(x));

    /// <summary>The softmax of logits.</summary>
    public static double[] Softmax(double[] logits)
    {
        double sum = logits.Sum(Math.Exp);
        return [.. logits.Select(logit => Math.Exp(logit) / sum)];
    }

    /// <summary>The gradient at the layer's output of a weighted sum of logits.</summary>
    /// <param name="layer">The layer's output.</param>
    /// <param name="weights">What each logit counts.</param>
    /// <param name="rule">How rectifiers pass gradients on.</param>
    public static double[] LayerGradient(double[] layer, double[] weights, RectifierRule rule = RectifierRule.Gradient) => Pass(
        [.. layer.Select((_, i) => Enumerable.Range(0, Classes).Sum(c => weights[c] * Classifier[(c * Channels) + (i / (LayerSide * LayerSide))]) / (LayerSide * LayerSide))], layer, rule);

    /// <summary>The gradient at the first convolution's output.</summary>
    public static double[] FirstGradient(double[] x, double[] weights, RectifierRule rule = RectifierRule.Gradient)
    {
        double[] halved = Spread(LayerGradient(Layer(x), weights, rule), Conv2, First, Channels, LayerSide);
        double[] first = FirstOutput(x);
        double[] grown = [.. first.Select((_, i) => halved[(i / (Side * Side) * LayerSide * LayerSide) + (i / Side % Side / 2 * LayerSide) + (i % Side / 2)] / 4)];
        return Pass(grown, first, rule);
    }

    /// <summary>The gradient at the picture.</summary>
    public static double[] InputGradient(double[] x, double[] weights, RectifierRule rule = RectifierRule.Gradient) =>
        Spread(FirstGradient(x, weights, rule), Conv1, Colours, First, Side);

    private static float[] Weights(string name, int count, double scale) =>
        [.. FormulaNumbers.Uniform($"plain/{name}", count).Select(u => (float)(scale * ((2 * u) - 1)))];

    private static double[] Relu(double[] values) => [.. values.Select(value => Math.Max(value, 0))];

    private static double[] Pass(double[] gradient, double[] input, RectifierRule rule) => [.. gradient.Select((value, i) => rule switch
    {
        RectifierRule.Guided => input[i] > 0 ? Math.Max(value, 0) : 0,
        RectifierRule.Deconvolution => Math.Max(value, 0),
        _ => input[i] > 0 ? value : 0,
    })];

    private static double[] Halve(double[] planes)
    {
        double[] halved = new double[planes.Length / 4];
        for (int i = 0; i < planes.Length; i++)
        {
            halved[(i / (Side * Side) * LayerSide * LayerSide) + (i / Side % Side / 2 * LayerSide) + (i % Side / 2)] += planes[i] / 4;
        }

        return halved;
    }

    private static double[] Convolve(double[] input, float[] weights, float[] bias, int from, int to, int side)
    {
        double[] output = [.. Enumerable.Range(0, to * side * side).Select(i => (double)bias[i / (side * side)])];
        Taps(from, to, side, (at, source, weight) => output[at] += weights[weight] * input[source]);
        return output;
    }

    /// <summary>A convolution's gradient at its input.</summary>
    private static double[] Spread(double[] gradient, float[] weights, int from, int to, int side)
    {
        double[] input = new double[from * side * side];
        Taps(from, to, side, (at, source, weight) => input[source] += weights[weight] * gradient[at]);
        return input;
    }

    /// <summary>Visits every product of a convolution: the places of output, input and weight.</summary>
    private static void Taps(int from, int to, int side, Action<int, int, int> visit)
    {
        for (int at = 0; at < to * side * side; at++)
        {
            (int k, int row, int column) = (at / (side * side), at / side % side, at % side);
            for (int tap = 0; tap < from * Kernel * Kernel; tap++)
            {
                (int c, int r, int q) = (tap / (Kernel * Kernel), row + (tap / Kernel % Kernel) - 1, column + (tap % Kernel) - 1);
                if (r >= 0 && r < side && q >= 0 && q < side)
                {
                    visit(at, (c * side * side) + (r * side) + q, (k * from * Kernel * Kernel) + tap);
                }
            }
        }
    }
}
