using System.Globalization;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Resize, and Upsample as it was called before. Each dimension is sampled by itself, as the operator's text defines it.</summary>
internal static class OnnxResizing
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["mode"] = ["nearest", "linear", "cubic"],
        ["coordinate_transformation_mode"] =
            ["half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric", "tf_half_pixel_for_nn", "tf_crop_and_resize"],
        ["nearest_mode"] = ["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"],
        ["keep_aspect_ratio_policy"] = ["stretch", "not_larger", "not_smaller"],
    };

    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table =>
    [
        new("Resize", 1, 4, (node, inputs) => [Resize(node, inputs)]) { Check = Check },
        new("Upsample", 1, 2, (node, inputs) => [Resize(node, inputs)]) { Check = Check },
    ];

    private static void Check(OnnxNode node)
    {
        foreach ((string attribute, string[] known) in Known)
        {
            string value = node.Text(attribute, known[0]);
            if (!known.Contains(value) && !IsOldLinear(node, value))
            {
                throw node.Fail($"has attribute {attribute} {ShownText.Quoted(value)}; {string.Join(", ", known)} are known");
            }
        }
    }

    private static bool IsOldLinear(OnnxNode node, string mode) => node.Operator == "Upsample" && mode == "bilinear";

    private static Tensor Resize(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!;
        OnnxSampling[] axes = Axes(node, inputs, x);
        long[] shape = x.shape;
        foreach (OnnxSampling axis in axes)
        {
            shape[axis.Axis] = axis.Outputs;
        }

        OnnxSize.Check(node, shape);
        if (OnnxValues.IsShapeOnly(x))
        {
            return OnnxValues.Blank(x, shape);
        }

        // Smaller first: what is sampled afterwards is less.
        Tensor y = x.alias();
        foreach (OnnxSampling axis in axes.OrderBy(axis => axis.Scale))
        {
            y = axis.Apply(y);
        }

        return axes.Aggregate(y, (z, axis) => axis.Extrapolate(z));
    }

    /// <summary>The dimensions that change, and how.</summary>
    private static OnnxSampling[] Axes(OnnxNode node, IReadOnlyList<Tensor?> inputs, Tensor x)
    {
        long[] axes = OnnxValues.Axes(node, [], 0, x.dim()) ?? [.. Enumerable.Range(0, (int)x.dim()).Select(i => (long)i)];
        bool hasRegion = node.Operator == "Resize" && node.Opset > 10;
        (float[] scales, long[] outputs) = hasRegion && Given(inputs, 3) is { } sizes
            ? Sizes(node, x, axes, OnnxValues.Longs(node, sizes, "sizes"))
            : Scales(node, x, axes, Given(inputs, hasRegion ? 2 : 1));
        OnnxResizeRule rule = OnnxResizeRule.Of(node);
        double[] region = rule.Coordinates == "tf_crop_and_resize" ? Region(node, inputs, axes.Length) : [];
        List<OnnxSampling> changed = [];
        for (int i = 0; i < axes.Length; i++)
        {
            (double start, double end) = region.Length > 0 ? (region[i], region[axes.Length + i]) : (0, 1);
            if (region.Length > 0 && Given(inputs, 3) is null)
            {
                outputs[i] = (long)Math.Floor(x.shape[axes[i]] * (end - start) * scales[i]);
            }

            if (outputs[i] < 1)
            {
                throw node.Fail($"would give {OnnxSize.Show(outputs)} along its axes; nothing would be left");
            }

            if (region.Length > 0 || scales[i] != 1 || outputs[i] != x.shape[axes[i]])
            {
                changed.Add(new OnnxSampling(rule, (int)axes[i], x.shape[axes[i]], outputs[i], scales[i], start, end));
            }
        }

        return [.. changed];
    }

    /// <summary>An input; one without elements stands for none.</summary>
    private static Tensor? Given(IReadOnlyList<Tensor?> inputs, int index) => OnnxValues.Optional(inputs, index) is { } input && input.numel() > 0 ? input : null;

    private static double[] Region(OnnxNode node, IReadOnlyList<Tensor?> inputs, int axes)
    {
        double[] region = OnnxValues.Doubles(node, OnnxValues.Needed(node, inputs, 1, "roi"), "roi");
        return region.Length == 2 * axes && region.All(double.IsFinite) ? region : throw node.Fail($"has roi of {region.Length} numbers for {axes} axes");
    }

    private static (float[] Scales, long[] Outputs) Scales(OnnxNode node, Tensor x, long[] axes, Tensor? input)
    {
        float[] scales = input is null
            ? node.Floats("scales") ?? throw node.Fail("has neither scales nor sizes")
            : [.. OnnxValues.Doubles(node, input, "scales").Select(scale => (float)scale)];
        if (scales.Length != axes.Length || scales.Any(scale => !(scale > 0 && scale <= OnnxSize.MostElements)))
        {
            throw node.Fail($"has scales [{string.Join(',', scales.Select(scale => scale.ToString(CultureInfo.InvariantCulture)))}] for {axes.Length} axes");
        }

        return (scales, [.. axes.Select((axis, i) => (long)MathF.Floor(x.shape[axis] * scales[i]))]);
    }

    private static (float[] Scales, long[] Outputs) Sizes(OnnxNode node, Tensor x, long[] axes, long[] sizes)
    {
        if (sizes.Length != axes.Length || axes.Any(axis => x.shape[axis] == 0))
        {
            throw node.Fail($"has sizes {OnnxSize.Show(sizes)} for {axes.Length} axes of {OnnxSize.Show(x.shape)}");
        }

        OnnxSize.Check(node, sizes);
        float[] scales = [.. axes.Select((axis, i) => (float)sizes[i] / x.shape[axis])];
        string policy = node.Text("keep_aspect_ratio_policy", "stretch");
        if (policy == "stretch")
        {
            return (scales, sizes);
        }

        float joint = policy == "not_larger" ? scales.Min() : scales.Max();
        return ([.. scales.Select(_ => joint)], [.. axes.Select(axis => (long)MathF.Floor((x.shape[axis] * joint) + 0.5f))]);
    }
}
