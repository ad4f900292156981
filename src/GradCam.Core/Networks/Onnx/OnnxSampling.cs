using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>How one dimension is sampled: each place of the result is a weighted sum of some places of the value.</summary>
/// <param name="rule">What the node says.</param>
/// <param name="axis">The dimension.</param>
/// <param name="inputs">Its size.</param>
/// <param name="outputs">The size that it gets.</param>
/// <param name="scale">Their quotient, as the node gives it.</param>
/// <param name="start">Where the sampled region begins, as a part of the size.</param>
/// <param name="end">Where it ends.</param>
internal sealed class OnnxSampling(OnnxResizeRule rule, int axis, long inputs, long outputs, float scale, double start, double end)
{
    /// <summary>The dimension.</summary>
    public int Axis => axis;

    /// <summary>The size that it gets.</summary>
    public long Outputs => outputs;

    /// <summary>How much larger it gets.</summary>
    public float Scale => scale;

    /// <summary>Samples a value along this dimension.</summary>
    public Tensor Apply(Tensor x)
    {
        if (rule.Mode == "nearest")
        {
            return x.index_select(axis, Beside(x, [.. Places().Select(place => Clamp(rule.Round(place, scale)))]));
        }

        long[] shape = [.. Enumerable.Repeat(1L, (int)x.dim())];
        shape[axis] = -1;
        Tensor? sum = null;
        foreach ((long[] places, float[] weights) in Taps())
        {
            Tensor term = x.index_select(axis, Beside(x, places)) * tensor(weights, dtype: x.dtype, device: x.device).reshape(shape);
            sum = sum is null ? term : sum.Plus(term);
        }

        return sum!;
    }

    /// <summary>Puts the number for places outside the value where such were asked for.</summary>
    public Tensor Extrapolate(Tensor y)
    {
        bool[] isOutside = [.. Places().Select(place => place < 0 || place > inputs - 1)];
        if (rule.Coordinates != "tf_crop_and_resize" || !isOutside.Contains(true))
        {
            return y;
        }

        long[] shape = [.. Enumerable.Repeat(1L, (int)y.dim())];
        shape[axis] = -1;
        return where(tensor(isOutside, device: y.device).reshape(shape), tensor(rule.Outside, dtype: y.dtype, device: y.device), y);
    }

    private static Tensor Beside(Tensor x, long[] places) => OnnxValues.Beside(OnnxValues.Shape(places), x);

    private long Clamp(double place) => (long)Math.Clamp(place, 0, inputs - 1);

    /// <summary>Where each place of the result lies in the value.</summary>
    private IEnumerable<float> Places()
    {
        for (long i = 0; i < outputs; i++)
        {
            yield return Place(i);
        }
    }

    // In single precision, as the runtimes compute: which of two equally near numbers is taken depends on it.
    private float Place(float i) => rule.Coordinates switch
    {
        "asymmetric" => i / scale,
        "align_corners" => outputs == 1 ? 0 : i * (inputs - 1) / (outputs - 1),
        "pytorch_half_pixel" => outputs > 1 ? ((i + 0.5f) / scale) - 0.5f : 0,
        "tf_half_pixel_for_nn" => (i + 0.5f) / scale,
        "tf_crop_and_resize" => (float)(outputs > 1 ? (start * (inputs - 1)) + (i * (end - start) * (inputs - 1) / (outputs - 1)) : 0.5 * (start + end) * (inputs - 1)),
        "half_pixel_symmetric" => (inputs / 2f * (1 - (outputs / (scale * inputs)))) + ((i + 0.5f) / scale) - 0.5f,
        _ => ((i + 0.5f) / scale) - 0.5f,
    };

    /// <summary>For each neighbour in turn: its place and its weight, for all places of the result.</summary>
    private IEnumerable<(long[] Places, float[] Weights)> Taps()
    {
        double shrink = rule.Smooths && scale < 1 ? scale : 1;
        int reach = (int)Math.Ceiling(rule.Reach / shrink);
        double[] totals = [.. Places().Select(place => Neighbours(place, reach).Sum(at => Weight(place, at)))];
        for (int tap = 1 - reach; tap <= reach; tap++)
        {
            double[] at = [.. Places().Select(place => Math.Floor(place) + tap)];
            yield return (
                [.. at.Select(Clamp)],
                [.. Places().Select((place, i) => (float)(Weight(place, at[i]) / totals[i]))]);
        }

        double Weight(float place, double at) => rule.Inside && (at < 0 || at > inputs - 1) ? 0 : rule.Weight((at - place) * shrink);
    }

    private static IEnumerable<double> Neighbours(float place, int reach) => Enumerable.Range(1 - reach, 2 * reach).Select(tap => Math.Floor(place) + tap);
}
