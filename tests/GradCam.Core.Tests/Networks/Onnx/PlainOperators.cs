namespace GradCam.Core.Tests.Networks;

/// <summary>What operators give by plain loops in double precision: what ONNX's text says, written anew.</summary>
internal static class PlainOperators
{
    public static PlainArray[] Of(OnnxCase one) => one.Operator switch
    {
        var bend when PlainElements.Bends.ContainsKey(bend) => [PlainArray.Make(one.Inputs[0]!.Shape, place => PlainElements.Bends[bend](one, X(one).At(place)))],
        var join when PlainElements.Joins.ContainsKey(join) => [Joined(one, PlainElements.Joins[join])],
        var reduction when PlainElements.Reductions.ContainsKey(reduction) => [Reduced(one, PlainElements.Reductions[reduction])],
        "GlobalAveragePool" or "GlobalMaxPool" => [PlainArray.Make([.. X(one).Shape.Select((size, i) => i < 2 ? size : 1)], place =>
        {
            IEnumerable<double> plane = PlainArray.Places(X(one).Shape).Where(other => other.Take(2).SequenceEqual(place.Take(2))).Select(other => X(one).At(other));
            return one.Operator == "GlobalMaxPool" ? plane.Max() : plane.Average();
        })],
        "Conv" => [PlainWindows.Conv(one)],
        "ConvTranspose" => [PlainWindows.ConvTranspose(one)],
        "MaxPool" => [PlainWindows.MaxPool(one)],
        "AveragePool" => [PlainWindows.AveragePool(one)],
        "Resize" or "Upsample" => [PlainResizing.Resize(one)],
        "MatMul" => [MatMul(one)],
        "Gemm" => [Gemm(one)],
        "Einsum" => [Einsum(one)],
        "QuantizeLinear" => [Scaled(one, (x, scale, zero) => Math.Clamp(Math.Round(x / scale, MidpointRounding.ToEven) + zero, IsSigned(one) ? -128 : 0, IsSigned(one) ? 127 : 255))],
        "DequantizeLinear" => [Scaled(one, (x, scale, zero) => (x - zero) * scale)],
        var other => PlainNormalisations.Table.TryGetValue(other, out Func<OnnxCase, PlainArray[]>? normalise) ? normalise(one) : PlainShapes.Table[other](one),
    };

    private static PlainArray X(OnnxCase one) => PlainArray.Of(one.Inputs[0]!);

    private static PlainArray Joined(OnnxCase one, Func<OnnxCase, double[], double> join)
    {
        PlainArray[] inputs = [.. one.Inputs.Select(input => PlainArray.Of(input!))];
        return PlainArray.Make(PlainArray.Broadcast(inputs.Select(input => input.Shape)), place => join(one, [.. inputs.Select(input => input.Wide(place))]));
    }

    private static PlainArray Reduced(OnnxCase one, Func<OnnxCase, double[], double> reduce)
    {
        PlainArray x = X(one);
        bool isPlace = one.Operator.StartsWith("Arg", StringComparison.Ordinal);
        long[] named = isPlace ? [one.Int("axis", 0)] : one.Ints(1, "axes") ?? [];
        long[] axes = named.Length > 0 || one.Int("noop_with_empty_axes", 0) == 1
            ? [.. named.Select(axis => (axis + x.Rank) % x.Rank)]
            : [.. Enumerable.Range(0, x.Rank).Select(i => (long)i)];
        PlainArray kept = PlainArray.Make(x.Shape.Select((size, i) => axes.Contains(i) ? 1 : size), place =>
            reduce(one, [.. PlainArray.Places(x.Shape).Where(other => other.Select((at, i) => axes.Contains(i) || at == place[i]).All(same => same)).Select(other => x.At(other))]));
        return one.Int("keepdims", 1) == 1 ? kept : kept with { Shape = [.. x.Shape.Where((_, i) => !axes.Contains(i))] };
    }

    private static PlainArray MatMul(OnnxCase one)
    {
        PlainArray a = X(one), b = PlainArray.Of(one.Inputs[1]!);
        PlainArray left = a.Rank == 1 ? a with { Shape = [1, a.Shape[0]] } : a, right = b.Rank == 1 ? b with { Shape = [b.Shape[0], 1] } : b;
        long[] batch = left.Rank == 2 && right.Rank == 2 ? [] : PlainArray.Broadcast([left.Shape[..^2], right.Shape[..^2]]);
        PlainArray product = PlainArray.Make([.. batch, left.Shape[^2], right.Shape[^1]], place => Enumerable.Range(0, (int)left.Shape[^1])
            .Sum(k => left.Wide([.. place[..^1], k]) * right.Wide([.. place[..^2], k, place[^1]])));
        return product with { Shape = [.. batch, .. a.Rank == 1 ? [] : product.Shape[^2..^1], .. b.Rank == 1 ? [] : product.Shape[^1..]] };
    }

    private static PlainArray Gemm(OnnxCase one)
    {
        PlainArray a = X(one), b = PlainArray.Of(one.Inputs[1]!);
        bool turnA = one.Int("transA", 0) == 1, turnB = one.Int("transB", 0) == 1;
        return PlainArray.Make([turnA ? a.Shape[1] : a.Shape[0], turnB ? b.Shape[0] : b.Shape[1]], place =>
            (one.Float("alpha", 1) * Enumerable.Range(0, (int)(turnA ? a.Shape[0] : a.Shape[1])).Sum(k =>
                (turnA ? a.At(k, place[0]) : a.At(place[0], k)) * (turnB ? b.At(place[1], k) : b.At(k, place[1]))))
            + (one.Inputs.Length > 2 ? one.Float("beta", 1) * PlainArray.Of(one.Inputs[2]!).Wide(place) : 0));
    }

    /// <summary>The sum over all letters of the products.</summary>
    private static PlainArray Einsum(OnnxCase one)
    {
        string equation = one.Text("equation", string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal).Replace("...ij", "bij", StringComparison.Ordinal).Replace("...ik", "bik", StringComparison.Ordinal);
        string[] terms = equation.Split("->")[0].Split(',');
        string letters = string.Concat(terms.SelectMany(term => term).Distinct().Order());
        string result = equation.Contains('>', StringComparison.Ordinal) ? equation.Split("->")[1] : string.Concat(letters.Where(letter => terms.Sum(term => term.Count(other => other == letter)) == 1));
        long[] sizes = [.. letters.Select(letter => one.Inputs[Array.FindIndex(terms, term => term.Contains(letter, StringComparison.Ordinal))]!.Shape[terms.First(term => term.Contains(letter, StringComparison.Ordinal)).IndexOf(letter, StringComparison.Ordinal)])];
        PlainArray sum = PlainArray.Make(result.Select(letter => sizes[letters.IndexOf(letter, StringComparison.Ordinal)]), _ => 0);
        foreach (long[] place in PlainArray.Places(sizes))
        {
            long[] At(string term) => [.. term.Select(letter => place[letters.IndexOf(letter, StringComparison.Ordinal)])];
            long at = At(result).Zip(sum.Shape).Aggregate(0L, (index, pair) => (index * pair.Second) + pair.First);
            sum.Numbers[at] += terms.Select((term, i) => PlainArray.Of(one.Inputs[i]!).At(At(term))).Aggregate(1.0, (product, number) => product * number);
        }

        return sum;
    }

    private static bool IsSigned(OnnxCase one) => one.Int("output_dtype", 0) == 3 || (one.Inputs.Length > 2 && one.Inputs[2]!.Type == OnnxValue.Int8);

    private static PlainArray Scaled(OnnxCase one, Func<double, double, double, double> scale)
    {
        PlainArray x = X(one);
        int axis = (int)((one.Int("axis", 1) + x.Rank) % x.Rank);
        return PlainArray.Make(x.Shape, place => scale(x.At(place), Number(1, place, 1), Number(2, place, 0)));

        double Number(int input, long[] place, double absent) =>
            input >= one.Inputs.Length ? absent : one.Inputs[input]!.Numbers is [var single] ? single : one.Inputs[input]!.Numbers[place[axis]];
    }
}
