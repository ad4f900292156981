namespace GradCam.Core.Tests.Networks;

/// <summary>Resize as its text defines it: each dimension by itself, place by place.</summary>
internal static class PlainResizing
{
    public static PlainArray Resize(OnnxCase one)
    {
        PlainArray y = PlainArray.Of(one.Inputs[0]!);
        long[] axes = one.Ints("axes") ?? [0, 1, 2, 3];
        float[]? scales = one.Operator == "Upsample" || one.Opset == 10 ? Floats(one, 1) ?? (float[])one.Attributes["scales"] : Floats(one, 2);
        long[]? sizes = one.Ints(3, string.Empty);
        string policy = one.Text("keep_aspect_ratio_policy", "stretch");
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = (int)axes[i];
            double scale = scales?[i] ?? (double)sizes![i] / y.Shape[axis];
            double[] all = sizes is null ? [] : [.. axes.Select((a, j) => (double)sizes[j] / one.Inputs[0]!.Shape[a])];
            scale = policy == "not_larger" ? all.Min() : policy == "not_smaller" ? all.Max() : scale;
            long size = policy != "stretch" ? (long)Math.Floor((y.Shape[axis] * scale) + 0.5) : sizes?[i] ?? (long)Math.Floor(y.Shape[axis] * (float)scale);
            y = Along(one, y, axis, size, scale, Region(one, i, axes.Length));
        }

        return y;
    }

    private static float[]? Floats(OnnxCase one, int input) =>
        input < one.Inputs.Length && one.Inputs[input] is { } value ? [.. value.Numbers.Select(number => (float)number)] : null;

    private static (double Start, double End) Region(OnnxCase one, int i, int axes) => one.Form == "region" ? (one.Inputs[1]!.Numbers[i], one.Inputs[1]!.Numbers[i + axes]) : (0, 1);

    private static PlainArray Along(OnnxCase one, PlainArray x, int axis, long size, double scale, (double Start, double End) region)
    {
        long old = x.Shape[axis];
        return PlainArray.Make(x.Shape.Select((each, i) => i == axis ? size : each), place =>
        {
            double at = Place(one, place[axis], old, size, scale, region);
            return one.Form == "region" && (at < 0 || at > old - 1)
                ? one.Float("extrapolation_value", 0)
                : Weights(one, at, old, scale).Sum(tap => tap.Weight * x.At([.. place.Select((p, i) => i == axis ? Math.Clamp(tap.At, 0, old - 1) : p)]));
        });
    }

    private static double Place(OnnxCase one, double i, long old, long size, double scale, (double Start, double End) region) =>
        (one.Operator == "Upsample" || one.Opset == 10 ? "asymmetric" : one.Text("coordinate_transformation_mode", "half_pixel")) switch
        {
            "half_pixel" => ((i + 0.5) / scale) - 0.5,
            "pytorch_half_pixel" => size > 1 ? ((i + 0.5) / scale) - 0.5 : 0,
            "align_corners" => size > 1 ? i * (old - 1) / (size - 1) : 0,
            "asymmetric" => i / scale,
            "tf_half_pixel_for_nn" => (i + 0.5) / scale,
            "half_pixel_symmetric" => (old / 2.0 * (1 - (size / (scale * old)))) + ((i + 0.5) / scale) - 0.5,
            _ => size > 1 ? (region.Start * (old - 1)) + (i * (region.End - region.Start) * (old - 1) / (size - 1)) : 0.5 * (region.Start + region.End) * (old - 1),
        };

    private static List<(long At, double Weight)> Weights(OnnxCase one, double at, long old, double scale)
    {
        string mode = one.Text("mode", "nearest");
        bool isOld = one.Operator == "Upsample" || one.Opset == 10;
        if (mode == "nearest")
        {
            double near = (isOld ? scale < 1 ? "ceil" : "floor" : one.Text("nearest_mode", "round_prefer_floor")) switch
            {
                "floor" => Math.Floor(at),
                "ceil" => Math.Ceiling(at),
                "round_prefer_ceil" => Math.Floor(at + 0.5),
                _ => Math.Ceiling(at - 0.5),
            };
            return [((long)near, 1)];
        }

        double shrink = one.Int("antialias", 0) == 1 ? Math.Min(scale, 1) : 1, a = one.Float("cubic_coeff_a", -0.75f);
        List<(long At, double Weight)> taps = [];
        for (long place = (long)Math.Floor(at - (2 / shrink)); place <= at + (2 / shrink); place++)
        {
            double d = Math.Abs(place - at) * shrink;
            double cubic = d <= 1 ? ((a + 2) * d * d * d) - ((a + 3) * d * d) + 1 : d < 2 ? (a * d * d * d) - (5 * a * d * d) + (8 * a * d) - (4 * a) : 0;
            bool isOut = one.Int("exclude_outside", 0) == 1 && (place < 0 || place >= old);
            taps.Add((place, isOut ? 0 : mode == "cubic" ? cubic : Math.Max(1 - d, 0)));
        }

        double total = taps.Sum(tap => tap.Weight);
        return [.. taps.Select(tap => (tap.At, tap.Weight / total))];
    }
}
