using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Operators that set elements, or rows, at places that are computed, or join them with what is there.</summary>
internal static class OnnxScattering
{
    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table =>
    [
        new("ScatterElements", 3, 3, ScatterElements) { Check = node => Reduction(node) },
        new("ScatterND", 3, 3, ScatterND) { Check = node => Reduction(node) },
    ];

    /// <summary>Joins what is there with what comes; null where what comes takes the place.</summary>
    private static Func<Tensor, Tensor, Tensor>? Reduction(OnnxNode node) => node.Text("reduction", "none") switch
    {
        "none" => null,
        "add" => (old, update) => old.Plus(update),
        "mul" => (old, update) => old * update,
        "min" => (old, update) => old.minimum(update),
        "max" => (old, update) => old.maximum(update),
        var other => throw node.Fail($"has attribute reduction {ShownText.Quoted(other)}; none, add, mul, min and max are known"),
    };

    /// <summary>Each element is a row of one: its place in the whole value.</summary>
    private static Tensor[] ScatterElements(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor data = inputs[0]!, updates = inputs[2]!;
        int axis = (int)OnnxValues.Axis(node, data, 0);
        Tensor places = OnnxIndexing.Places(node, inputs[1]!, data, data.shape[axis]);
        long[] sizes = data.shape, taken = places.shape;
        bool fits = taken.Length == sizes.Length && updates.shape.AsSpan().SequenceEqual(taken) && !taken.Where((size, i) => i != axis && size > sizes[i]).Any();
        if (!fits)
        {
            throw node.Fail($"takes {OnnxSize.Show(sizes)} with places of {OnnxSize.Show(taken)} and updates of {OnnxSize.Show(updates.shape)}");
        }

        if (OnnxValues.IsShapeOnly(data))
        {
            return [OnnxValues.Blank(data, sizes)];
        }

        Tensor joined = zeros([], dtype: ScalarType.Int64);
        for (int i = 0; i < sizes.Length; i++)
        {
            using Scalar factor = sizes[i];
            Tensor along = i == axis ? places : OnnxValues.Beside(Sums.UpTo(taken[i]), data).view([-1, .. Enumerable.Repeat(1L, sizes.Length - 1 - i)]);
            joined = OnnxValues.Beside(joined, along).mul(factor).Plus(along);
        }

        Tensor set = Set(node, data.reshape(-1, 1), joined.reshape(-1), OnnxValues.Beside(updates, data).to(data.dtype).reshape(-1, 1));
        return [set.reshape(sizes)];
    }

    private static Tensor[] ScatterND(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor data = inputs[0]!;
        (long size, Tensor joined) = OnnxIndexing.Joined(node, data, inputs[1]!, 0);
        if (OnnxValues.IsShapeOnly(data))
        {
            return [OnnxValues.Blank(data, data.shape)];
        }

        long each = data.shape[(int)inputs[1]!.shape[^1]..].Aggregate(1L, (product, length) => product * length);
        Tensor places = joined.reshape(-1);
        Tensor updates = OnnxValues.Beside(inputs[2]!, data).to(data.dtype).reshape(places.shape[0], each);
        return [Set(node, data.reshape(size, each), places, updates).reshape(data.shape)];
    }

    /// <summary>libtorch sets and adds rows; the other ways are taken round by round, each of which meets no place twice.</summary>
    private static Tensor Set(OnnxNode node, Tensor rows, Tensor places, Tensor updates)
    {
        if (Reduction(node) is not { } join)
        {
            return rows.index_copy(0, places, updates);
        }

        if (node.Text("reduction", "none") == "add")
        {
            return rows.index_add(0, places, updates, Scalars.One);
        }

        List<long>[] rounds = Rounds(places);
        if (rounds.LongLength * rows.numel() > OnnxSize.MostElements)
        {
            throw node.Fail($"sets one place of {OnnxSize.Show(rows.shape)} {rounds.Length} times; at most {OnnxSize.MostElements} elements are computed");
        }

        Tensor set = rows.alias();
        foreach (List<long> round in rounds)
        {
            Tensor which = OnnxValues.Beside(tensor(round.ToArray()), places), where = places.index_select(0, which);
            set = set.index_copy(0, where, join(set.index_select(0, where), updates.index_select(0, which)));
        }

        return set;
    }

    /// <summary>The numbers of the places, those of each place in different rounds and in order.</summary>
    private static List<long>[] Rounds(Tensor places)
    {
        using Tensor here = places.cpu().contiguous();
        Dictionary<long, int> seen = [];
        List<List<long>> rounds = [];
        long at = 0;
        foreach (long place in here.data<long>())
        {
            int round = seen[place] = seen.GetValueOrDefault(place, -1) + 1;
            if (round == rounds.Count)
            {
                rounds.Add([]);
            }

            rounds[round].Add(at++);
        }

        return [.. rounds];
    }
}
