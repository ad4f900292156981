using GradCam.Networks;
using GradCam.Numerics;
using static GradCam.Core.Tests.Methods.PlainNetwork;

namespace GradCam.Core.Tests.Methods;

/// <summary>Methods that look at the whole network written again, slowly and plainly, in double, for one picture and class of <see cref="PlainNetwork"/>.</summary>
/// <param name="x">The picture: [3, 8, 8].</param>
/// <param name="c">The class.</param>
internal sealed class PlainPassOracle(double[] x, int c)
{
    private const int Places = LayerSide * LayerSide, Pixels = Side * Side;

    /// <summary>The class's logit alone.</summary>
    public double[] Class { get; } = [.. Enumerable.Range(0, Classes).Select(id => id == c ? 1.0 : 0)];

    public double[] X => x;

    public double Logit(double[] picture) => Logits(picture)[c];

    /// <summary>A weighted sum of the layer's channels.</summary>
    public double[] Weigh(double[] weights)
    {
        double[] layer = Layer(x);
        return [.. Enumerable.Range(0, Places).Select(p => Enumerable.Range(0, Channels).Sum(k => weights[k] * layer[(k * Places) + p]))];
    }

    /// <summary>Grad-CAM of a picture and a weighted sum of logits.</summary>
    public static double[] GradCam(double[] picture, double[] logits)
    {
        double[] layer = Layer(picture), gradient = LayerGradient(layer, logits);
        return [.. Enumerable.Range(0, Places).Select(p => Enumerable.Range(0, Channels).Sum(k => gradient.Skip(k * Places).Take(Places).Average() * layer[(k * Places) + p]))];
    }

    public double[] Finer(double gamma = 0.6, int references = 3, bool nearest = true)
    {
        double[] logits = Logits(x);
        int[] order = [.. Enumerable.Range(0, Classes).Where(id => id != c).OrderBy(id => (nearest ? 1 : -1) * Math.Abs(logits[id] - logits[c])).Take(references)];
        return GradCam(x, [.. Class.Select((one, id) => one - (order.Contains(id) ? gamma / order.Length : 0))]);
    }

    /// <summary>The second derivative by differences of the first, which is exact enough in double: 1e-9.</summary>
    public double[] Shapley(double half = 0.5, bool withLogarithm = true)
    {
        const double Step = 1e-4;
        double[] layer = Layer(x);
        double[] First(double[] at)
        {
            double[] softmax = Softmax(LogitsFrom(at));
            return LayerGradient(at, [.. Class.Select((one, id) => one + (withLogarithm ? one - softmax[id] : 0))]);
        }

        double[] above = First([.. layer.Select(value => value * (1 + Step))]), below = First([.. layer.Select(value => value * (1 - Step))]), here = First(layer);
        return Weigh([.. Enumerable.Range(0, Channels).Select(k =>
            Enumerable.Range(k * Places, Places).Average(i => here[i] - (half * (above[i] - below[i]) / (2 * Step))))]);
    }

    public double[] ScoreCam(bool softmax = true, bool scaled = true)
    {
        double[] layer = Layer(x);
        double[] scores = [.. Enumerable.Range(0, Channels).Select(k =>
        {
            double[] mask = PlainPlanes.Resize([.. layer.Skip(k * Places).Take(Places)], LayerSide, Side);
            mask = scaled ? PlainPlanes.MinMax(mask) : mask;
            return Logit([.. x.Select((value, i) => value * mask[i % Pixels])]);
        })];
        return Weigh(softmax ? Softmax(scores) : scores);
    }

    public double[] Ablation(double to = 0, int others = 0)
    {
        double[] layer = Layer(x);
        return Weigh([.. Enumerable.Range(0, Channels).Select(k =>
            Logit(x) - LogitsFrom([.. layer.Select((value, i) => i / Places == k || i / Places == (k + others) % Channels ? to : value)])[c])]);
    }

    public double[] SmoothGradCamPlusPlus(int samples, double level = 0.15, int numerator = 2, bool withThird = true)
    {
        double[] layer = Layer(x), weights = new double[Channels];
        double[][] slopes = [.. Enumerable.Range(0, samples).Select(m => LayerGradient(Layer(Noisy("smooth-grad-cam++", m, level)), Class))];
        for (int i = 0; i < layer.Length; i++)
        {
            double Power(int power) => slopes.Average(slope => Math.Pow(Math.Max(slope[i], 0), power));
            double total = Enumerable.Range(i / Places * Places, Places).Sum(j => Math.Max(layer[j], 0)), below = (2 * Power(2)) + (withThird ? total * Power(3) : 0);
            weights[i / Places] += below == 0 ? 0 : Power(numerator) / below * Math.Max(slopes.Average(slope => slope[i]), 0);
        }

        return Weigh(weights);
    }

    public double[] FullGrad(bool perChannel = false, bool withBiases = true)
    {
        double[] Part(double[] values, int channels, int side)
        {
            double[] sizes = [.. values.Select(Math.Abs)];
            sizes = perChannel ? [.. sizes.Chunk(side * side).SelectMany(PlainPlanes.MinMax)] : PlainPlanes.MinMax(sizes);
            return PlainPlanes.Resize([.. Enumerable.Range(0, side * side).Select(p => Enumerable.Range(0, channels).Sum(k => sizes[(k * side * side) + p]))], side, Side);
        }

        double[] input = Part([.. InputGradient(x, Class).Select((slope, i) => slope * x[i])], Colours, Side);
        double[] first = Part([.. FirstGradient(x, Class).Select((slope, i) => slope * Bias1[i / Pixels])], First, Side);
        double[] second = Part([.. LayerGradient(Layer(x), Class).Select((slope, i) => slope * Bias2[i / Places])], Channels, LayerSide);
        return [.. input.Select((value, p) => value + (withBiases ? first[p] + second[p] : 0))];
    }

    public double[] Fusion(bool lastToo = false)
    {
        double[] Mask(double[] layer, double[] slope, int channels, int side) => PlainPlanes.Resize(
            PlainPlanes.MinMax([.. Enumerable.Range(0, side * side).Select(p => Math.Max(Enumerable.Range(0, channels)
                .Sum(k => Math.Max(slope[(k * side * side) + p], 0) * layer[(k * side * side) + p]), 0))]), side, Side);
        double[] shallow = Mask(FirstOutput(x), FirstGradient(x, Class), First, Side), deep = Mask(Layer(x), LayerGradient(Layer(x), Class), Channels, LayerSide);
        return [.. shallow.Zip(deep, (one, other) => Math.Max(Math.Tanh(2 * one), lastToo ? Math.Tanh(2 * other) : other))];
    }

    public double[] Pixel(RectifierRule rule, bool timesInput = false) =>
        [.. InputGradient(x, Class, rule).Select((slope, i) => timesInput ? slope * x[i] : slope)];

    public double[] GuidedGradCam(bool scaled = true)
    {
        double[] positive = [.. GradCam(x, Class).Select(value => Math.Max(value, 0))];
        double[] mask = PlainPlanes.Resize(scaled ? PlainPlanes.MinMax(positive) : positive, LayerSide, Side);
        return [.. InputGradient(x, Class, RectifierRule.Guided).Select((slope, i) => slope * mask[i % Pixels])];
    }

    public double[] Integrated(int steps, double at = 0.5, double baseline = 0, bool timesInput = true) =>
        [.. Sum(Enumerable.Range(0, steps).Select(j => InputGradient([.. x.Select(value => baseline + ((j + at) / steps * (value - baseline)))], Class)))
            .Select((slope, i) => slope / steps * (timesInput ? x[i] - baseline : 1))];

    public double[] Expected(int samples, bool sameColour = false)
    {
        double[] shares = FormulaNumbers.Uniform("expected-gradients", samples), colours = [0, -2, 2];
        return [.. Sum(Enumerable.Range(0, samples).Select(m =>
        {
            double baseline = sameColour ? 0 : colours[m % 3];
            double[] slope = InputGradient([.. x.Select(value => baseline + (shares[m] * (value - baseline)))], Class);
            return slope.Select((one, i) => one * (x[i] - baseline)).ToArray();
        })).Select(sum => sum / samples)];
    }

    public double[][] NoisySlopes(int samples, double level = 0.15) =>
        [.. Enumerable.Range(0, samples).Select(m => InputGradient(Noisy("smoothgrad", m, level), Class))];

    public double[] NoisyMean(int samples, Func<double, double, double> change)
    {
        double[][] slopes = NoisySlopes(samples);
        double[] mean = [.. Sum(slopes).Select(sum => sum / samples)];
        return [.. Sum(slopes.Select(slope => slope.Select((value, i) => change(value, mean[i])).ToArray())).Select(sum => sum / samples)];
    }

    public double[] NoiseOf(int samples, double level = 0.15) =>
        [.. Sum(Enumerable.Range(0, samples).Select(m => GradCam(Noisy("noise", m, level), Class))).Select(sum => sum / samples)];

    public double[] FlipsOf(double[] scales, bool mirroredBack = true) => [.. Sum(scales.SelectMany(scale =>
    {
        double[] scaled = [.. x.Select(value => scale * value)], mirrored = GradCam(PlainPlanes.Mirror(scaled, Side), Class);
        return new[] { GradCam(scaled, Class), mirroredBack ? PlainPlanes.Mirror(mirrored, LayerSide) : mirrored };
    })).Select(sum => sum / (2 * scales.Length))];

    public double[] Occlusion(int window, int stride, double baseline = 0)
    {
        double[] sum = new double[Pixels], count = new double[Pixels];
        for (int top = 0; top < Side - window + stride; top += stride)
        {
            for (int left = 0; left < Side - window + stride; left += stride)
            {
                bool IsCovered(int i) => i / Side % Side >= top && i / Side % Side < top + window && i % Side >= left && i % Side < left + window;
                double drop = Logit(x) - Logit([.. x.Select((value, i) => IsCovered(i) ? baseline : value)]);
                for (int i = 0; i < Pixels; i++)
                {
                    sum[i] += IsCovered(i) ? drop : 0;
                    count[i] += IsCovered(i) ? 1 : 0;
                }
            }
        }

        return [.. sum.Select((total, i) => count[i] == 0 ? 0 : total / count[i])];
    }

    public double[] Rise(int masks, int cells, double kept = 0.5, bool ofLogit = false, bool shifted = true)
    {
        int step = (Side + cells - 1) / cells, grown = (cells + 1) * step;
        double[] sum = new double[Pixels];
        for (int m = 0; m < masks; m++)
        {
            double[] shift = FormulaNumbers.Uniform($"rise/{m}/shift", 2);
            double[] grid = PlainPlanes.Resize([.. FormulaNumbers.Uniform($"rise/{m}/grid", cells * cells).Select(u => u < kept ? 1.0 : 0)], cells, grown);
            (int top, int left) = shifted ? ((int)(shift[0] * step), (int)(shift[1] * step)) : (0, 0);
            double Mask(int i) => grid[((top + (i / Side % Side)) * grown) + left + (i % Side)];
            double[] logits = Logits([.. x.Select((value, i) => value * Mask(i))]);
            for (int i = 0; i < Pixels; i++)
            {
                sum[i] += (ofLogit ? logits[c] : Softmax(logits)[c]) * Mask(i) / (masks * kept);
            }
        }

        return sum;
    }

    private double[] Noisy(string key, int sample, double level)
    {
        double[] noise = FormulaNumbers.Gaussian($"{key}/{sample}", x.Length);
        return [.. x.Select((value, i) => value + (level * (x.Max() - x.Min()) * noise[i]))];
    }

    private static double[] Sum(IEnumerable<double[]> arrays) => arrays.Aggregate((sum, one) => [.. sum.Zip(one, (a, b) => a + b)]);
}
