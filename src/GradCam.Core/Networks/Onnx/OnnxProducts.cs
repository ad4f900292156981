using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Matrix products.</summary>
internal static class OnnxProducts
{
    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table =>
    [
        new("MatMul", 2, 2, (node, inputs) => [MatMul(node, inputs[0]!, inputs[1]!)]),
        new("Gemm", 2, 3, Gemm),
        new("Einsum", 1, int.MaxValue, Einsum),
    ];

    /// <summary>Vectors become matrices and lose the added dimension again; dimensions before the last two broadcast.</summary>
    private static Tensor MatMul(OnnxNode node, Tensor a, Tensor b)
    {
        if (a.dim() == 0 || b.dim() == 0)
        {
            throw node.Fail("takes a number without dimensions");
        }

        Tensor left = a.dim() == 1 ? a.unsqueeze(0) : a;
        Tensor right = b.dim() == 1 ? b.unsqueeze(1) : b;
        if (left.shape[^1] != right.shape[^2])
        {
            throw node.Fail($"takes {OnnxSize.Show(a.shape)} and {OnnxSize.Show(b.shape)}, which have no product");
        }

        Tensor product = Product(node, left, right);
        product = b.dim() == 1 ? product.squeeze(-1) : product;
        return a.dim() == 1 ? product.squeeze(b.dim() == 1 ? -1 : -2) : product;
    }

    private static Tensor Product(OnnxNode node, Tensor left, Tensor right)
    {
        long inner = left.shape[^1];
        long[] batch = OnnxSize.Broadcast(node, left.shape[..^2], right.shape[..^2]);
        long[] shape = OnnxSize.Check(node, [.. batch, left.shape[^2], right.shape[^1]]);
        if (right.dim() == 2)
        {
            // One product of all rows, as libtorch's own linear layers compute it.
            return left.reshape(Rows(left.shape.AsSpan(..^1)), inner).mm(right).reshape(shape);
        }

        Tensor lefts = left.expand([.. batch, .. left.shape[^2..]]).reshape(Rows(batch), left.shape[^2], inner);
        Tensor rights = right.expand([.. batch, .. right.shape[^2..]]).reshape(Rows(batch), inner, right.shape[^1]);
        return lefts.bmm(rights).reshape(shape);
    }

    /// <summary>The product of sizes; -1 would be open where one of the others is zero.</summary>
    private static long Rows(ReadOnlySpan<long> sizes)
    {
        long rows = 1;
        foreach (long size in sizes)
        {
            rows *= size;
        }

        return rows;
    }

    private static Tensor[] Gemm(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor a = inputs[0]!, b = inputs[1]!;
        if (a.dim() != 2 || b.dim() != 2)
        {
            throw node.Fail($"takes {OnnxSize.Show(a.shape)} and {OnnxSize.Show(b.shape)}; it multiplies matrices");
        }

        float alpha = node.Float("alpha", 1), beta = node.Float("beta", 1);
        Tensor rows = node.Flag("transA") ? a.t() : a;
        Tensor columns = node.Flag("transB") ? b : b.t();
        if (rows.shape[1] != columns.shape[1])
        {
            throw node.Fail($"takes {OnnxSize.Show(a.shape)} and {OnnxSize.Show(b.shape)}, which have no product");
        }

        long[] shape = OnnxSize.Check(node, rows.shape[0], columns.shape[0]);
        Tensor? added = OnnxValues.Optional(inputs, 2);
        if (added is { } bias && alpha == 1 && beta == 1 && bias.dim() == 1 && bias.shape[0] == shape[1])
        {
            return [nn.functional.linear(rows, columns, bias)];
        }

        Tensor product = nn.functional.linear(rows, columns);
        product = alpha == 1 ? product : OnnxValues.Times(product, alpha);
        if (added is null)
        {
            return [product];
        }

        OnnxSize.Broadcast(node, shape, added.shape);
        return [product.Plus(beta == 1 ? added : OnnxValues.Times(added, beta))];
    }

    private static Tensor[] Einsum(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        string equation = node.Text("equation", string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal);
        Tensor[] tensors = [.. inputs.Select((_, i) => OnnxValues.Needed(node, inputs, i, $"{i + 1}"))];
        string[] sides = equation.Split("->");
        string[] terms = sides[0].Split(',');
        if (sides.Length > 2 || terms.Length != tensors.Length)
        {
            throw node.Fail($"has attribute equation {ShownText.Quoted(equation)} for {tensors.Length} inputs");
        }

        Dictionary<char, long> sizes = [];
        long[] rest = [];
        for (int i = 0; i < terms.Length; i++)
        {
            rest = Measure(node, terms[i], tensors[i].shape, sizes, rest);
        }

        // Of two terms nothing larger than the result is made; of more, at worst all that is named.
        IEnumerable<long> made = terms.Length > 2 || sides.Length == 1
            ? sizes.Values
            : sides[1].Where(label => label != '.').Select(label => sizes.GetValueOrDefault(label, 1));
        OnnxSize.Check(node, [.. rest, .. made]);
        return [einsum(equation, tensors)];
    }

    /// <summary>Notes the size of each letter of a term; gives the shape of what "..." stands for so far.</summary>
    private static long[] Measure(OnnxNode node, string term, long[] shape, Dictionary<char, long> sizes, long[] rest)
    {
        int dots = term.IndexOf("...", StringComparison.Ordinal);
        string before = dots < 0 ? term : term[..dots], after = dots < 0 ? string.Empty : term[(dots + 3)..];
        int hidden = shape.Length - before.Length - after.Length;
        if (hidden < 0 || (dots < 0 && hidden > 0) || !(before + after).All(char.IsAsciiLetter))
        {
            throw node.Fail($"has {ShownText.Quoted(term)} in its equation for an input of {OnnxSize.Show(shape)}");
        }

        foreach ((char label, long size) in before.Zip(shape).Concat(after.Zip(shape.Skip(before.Length + hidden))))
        {
            sizes[label] = Math.Max(sizes.GetValueOrDefault(label, 1), size);
        }

        return dots < 0 ? rest : OnnxSize.Broadcast(node, rest, shape[before.Length..(before.Length + hidden)]);
    }
}
