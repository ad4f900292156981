namespace GradCam.Core.Tests.Networks;

/// <summary>Operators on shapes and places, as loops over places.</summary>
internal static class PlainShapes
{
    public static IReadOnlyDictionary<string, Func<OnnxCase, PlainArray[]>> Table { get; } = new Dictionary<string, Func<OnnxCase, PlainArray[]>>
    {
        ["Reshape"] = one => [X(one) with { Shape = one.Form switch { "copied and open sizes" => [2, 12], "sizes" => [4, 3, 2], _ => [3, 0] } }],
        ["Flatten"] = one =>
        {
            int axis = (int)((one.Int("axis", 1) + (one.Int("axis", 1) < 0 ? X(one).Rank : 0)));
            return [X(one) with { Shape = [PlainArray.Count(X(one).Shape[..axis]), PlainArray.Count(X(one).Shape[axis..])] }];
        },
        ["Squeeze"] = one =>
        {
            long[]? axes = one.Ints(1, "axes");
            return [X(one) with { Shape = [.. X(one).Shape.Where((size, i) => axes is null ? size != 1 : !axes.Contains(i) && !axes.Contains(i - X(one).Rank))] }];
        },
        ["Unsqueeze"] = one =>
        {
            List<long> shape = [.. X(one).Shape];
            foreach (long axis in one.Ints(1, "axes")!.Select(axis => axis < 0 ? axis + X(one).Rank + one.Ints(1, "axes")!.Length : axis).Order())
            {
                shape.Insert((int)axis, 1);
            }

            return [X(one) with { Shape = [.. shape] }];
        },
        ["Transpose"] = one =>
        {
            long[] order = one.Ints("perm") ?? [2, 1, 0];
            return [PlainArray.Make(order.Select(axis => X(one).Shape[axis]), place => X(one).At([.. X(one).Shape.Select((_, axis) => place[Array.IndexOf(order, axis)])]))];
        },
        ["Shape"] = one => [Numbers(one.Form switch { "default" => [2, 3, 4], "start and end" => [3], _ => [] })],
        ["Size"] = _ => [new PlainArray([], [24])],
        ["DepthToSpace"] = one => [PlainArray.Make([1, 2, 4, 6], place => X(one).At(
            0,
            one.Text("mode", "DCR") == "DCR" ? (((place[2] % 2 * 2) + (place[3] % 2)) * 2) + place[1] : (place[1] * 4) + (place[2] % 2 * 2) + (place[3] % 2),
            place[2] / 2,
            place[3] / 2))],
        ["SpaceToDepth"] = one => [PlainArray.Make([1, 8, 2, 3], place => X(one).At(0, place[1] % 2, (place[2] * 2) + (place[1] / 4), (place[3] * 2) + (place[1] / 2 % 2)))],
        ["Concat"] = Concat,
        ["Split"] = Split,
        ["Expand"] = one => [PlainArray.Make(PlainArray.Broadcast([X(one).Shape, one.Ints(1, string.Empty)!]), X(one).Wide)],
        ["Tile"] = one => [PlainArray.Make(X(one).Shape.Zip(one.Ints(1, string.Empty)!, (size, times) => size * times), place => X(one).At([.. place.Zip(X(one).Shape, (at, size) => at % size)]))],
        ["Pad"] = Pad,
        ["Constant"] = one => [one.Form switch
        {
            "value" => PlainArray.Of((OnnxValue)one.Attributes["value"]),
            "value_int" => new PlainArray([], [7]),
            "value_ints" => Numbers(7, -8),
            "value_float" => new PlainArray([], [0.25]),
            _ => Numbers(0.25, -1),
        }],
        ["ConstantOfShape"] = one => [PlainArray.Make([2, 3], _ => one.Form == "value" ? 7 : 0)],
        ["Range"] = one => [Numbers(one.Form switch { "whole numbers" => [3, 0, -3], "fractions" => [0.25, 0.75, 1.25, 1.75], _ => [] })],
        ["Slice"] = Slice,
        ["Gather"] = one =>
        {
            int axis = (int)((one.Int("axis", 0) + 3) % 3);
            PlainArray places = PlainArray.Of(one.Inputs[1]!);
            return [PlainArray.Make([.. X(one).Shape[..axis], .. places.Shape, .. X(one).Shape[(axis + 1)..]], place =>
                X(one).At([.. place[..axis], From(places.At(place[axis..(axis + places.Rank)]), X(one).Shape[axis]), .. place[(axis + places.Rank)..]]))];
        },
        ["GatherElements"] = one => [PlainArray.Make(one.Inputs[1]!.Shape, place => X(one).At(With(place, (int)one.Int("axis", 0), From(PlainArray.Of(one.Inputs[1]!).At(place), X(one).Shape[one.Int("axis", 0)]))))],
        ["GatherND"] = one =>
        {
            int batch = (int)one.Int("batch_dims", 0), outer = one.Inputs[1]!.Shape.Length - 1, width = (int)one.Inputs[1]!.Shape[^1];
            return [PlainArray.Make([.. one.Inputs[1]!.Shape[..^1], .. X(one).Shape[(batch + width)..]], place =>
                X(one).At([.. place[..batch], .. Row(one, place[..outer], batch), .. place[outer..]]))];
        },
        ["ScatterElements"] = one =>
        {
            PlainArray y = X(one) with { Numbers = [.. X(one).Numbers] };
            int axis = (int)((one.Int("axis", 0) + y.Rank) % y.Rank);
            foreach (long[] place in PlainArray.Places(one.Inputs[1]!.Shape))
            {
                Set(one, y, With(place, axis, From(PlainArray.Of(one.Inputs[1]!).At(place), y.Shape[axis])), PlainArray.Of(one.Inputs[2]!).At(place));
            }

            return [y];
        },
        ["ScatterND"] = one =>
        {
            PlainArray y = X(one) with { Numbers = [.. X(one).Numbers] };
            int outer = one.Inputs[1]!.Shape.Length - 1;
            foreach (long[] place in PlainArray.Places(one.Inputs[2]!.Shape))
            {
                Set(one, y, [.. Row(one, place[..outer], 0), .. place[outer..]], PlainArray.Of(one.Inputs[2]!).At(place));
            }

            return [y];
        },
        ["Trilu"] = one => [PlainArray.Make(X(one).Shape, place =>
        {
            long off = place[^1] - place[^2] - (one.Inputs.Length > 1 ? (long)one.Inputs[1]!.Numbers[0] : 0);
            return (one.Int("upper", 1) == 1 ? off >= 0 : off <= 0) ? X(one).At(place) : 0;
        })],
    };

    private static PlainArray X(OnnxCase one) => PlainArray.Of(one.Inputs[0]!);

    private static PlainArray Numbers(params double[] numbers) => new([numbers.Length], numbers);

    private static long From(double place, long size) => (long)(place < 0 ? place + size : place);

    private static long[] With(long[] place, int axis, long at) => [.. place.Select((old, i) => i == axis ? at : old)];

    private static long[] Row(OnnxCase one, long[] outer, int skipped) =>
        [.. Enumerable.Range(0, (int)one.Inputs[1]!.Shape[^1]).Select(i => From(PlainArray.Of(one.Inputs[1]!).At([.. outer, i]), X(one).Shape[skipped + i]))];

    private static void Set(OnnxCase one, PlainArray y, long[] place, double number)
    {
        long at = place.Zip(y.Shape).Aggregate(0L, (sum, pair) => (sum * pair.Second) + pair.First);
        double old = y.Numbers[at];
        y.Numbers[at] = one.Text("reduction", "none") switch
        {
            "add" => old + number,
            "mul" => old * number,
            "min" => Math.Min(old, number),
            "max" => Math.Max(old, number),
            _ => number,
        };
    }

    private static PlainArray[] Concat(OnnxCase one)
    {
        PlainArray[] parts = [.. one.Inputs.Select(input => PlainArray.Of(input!))];
        int axis = (int)((one.Int("axis", 0) + 3) % 3);
        return [PlainArray.Make(With(parts[0].Shape, axis, parts.Sum(part => part.Shape[axis])), place =>
        {
            int which = 0;
            long at = place[axis];
            for (; at >= parts[which].Shape[axis]; which++)
            {
                at -= parts[which].Shape[axis];
            }

            return parts[which].At(With(place, axis, at));
        })];
    }

    private static PlainArray[] Split(OnnxCase one)
    {
        int axis = (int)((one.Int("axis", 0) + X(one).Rank) % X(one).Rank);
        long[] sizes = one.Ints(1, "split") ?? (one.Form == "even" ? [2, 2] : [3, 3, 1]);
        return [.. sizes.Select((size, i) => PlainArray.Make(With(X(one).Shape, axis, size), place => X(one).At(With(place, axis, place[axis] + sizes[..i].Sum()))))];
    }

    private static PlainArray[] Pad(OnnxCase one)
    {
        PlainArray x = X(one);
        long[] pads = one.Ints(1, "pads")!, axes = one.Ints(3, string.Empty) ?? [.. Enumerable.Range(0, x.Rank).Select(i => (long)i)];
        long[] begin = new long[x.Rank], end = new long[x.Rank];
        for (int i = 0; i < axes.Length; i++)
        {
            (begin[(axes[i] + x.Rank) % x.Rank], end[(axes[i] + x.Rank) % x.Rank]) = (pads[i], pads[i + axes.Length]);
        }

        double outside = one.Inputs.Length > 2 && one.Inputs[2] is { } value ? value.Numbers[0] : one.Float("value", 0);
        return [PlainArray.Make(x.Shape.Select((size, i) => size + begin[i] + end[i]), place =>
            x.Or(outside, [.. place.Select((at, i) => Inside(one.Text("mode", "constant"), at - begin[i], x.Shape[i]))]))];
    }

    private static long Inside(string mode, long at, long size)
    {
        while (mode != "constant" && (at < 0 || at >= size))
        {
            at = mode switch { "edge" => at < 0 ? 0 : size - 1, "wrap" => at < 0 ? at + size : at - size, _ => at < 0 ? -at : (2 * (size - 1)) - at };
        }

        return at;
    }

    /// <summary>As lists are sliced in Python: places from the start to before the end, by the step, within the size.</summary>
    private static PlainArray[] Slice(OnnxCase one)
    {
        long[] starts = one.Ints(1, "starts")!, ends = one.Ints(2, "ends")!;
        long[] axes = one.Ints(3, "axes") ?? [.. starts.Select((_, i) => (long)i)], steps = one.Ints(4, string.Empty) ?? [.. starts.Select(_ => 1L)];
        List<long>[] taken = [.. X(one).Shape.Select(size => Enumerable.Range(0, (int)size).Select(i => (long)i).ToList())];
        for (int i = 0; i < axes.Length; i++)
        {
            long axis = (axes[i] + 3) % 3, size = X(one).Shape[axis], step = steps[i];
            long start = starts[i] < 0 ? starts[i] + size : starts[i], end = ends[i] < 0 ? ends[i] + size : ends[i];
            taken[axis].Clear();
            for (long at = step > 0 ? Math.Clamp(start, 0, size) : Math.Min(start, size - 1); step > 0 ? at < Math.Min(end, size) : at > Math.Max(end, -1); at += step)
            {
                taken[axis].Add(at);
            }
        }

        return [PlainArray.Make(taken.Select(places => (long)places.Count), place => X(one).At([.. place.Select((at, i) => taken[i][(int)at])]))];
    }
}
