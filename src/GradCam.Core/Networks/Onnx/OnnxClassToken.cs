namespace GradCam.Networks;

/// <summary>
/// Classifiers that look at a class token alone, as vision transformers do. Behind the last attention no other token counts, so the maps are where that
/// attention looks: the output of the normalisation in front of it, as of the catalogue's vision transformers.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="makers">The step that makes each value; null for none.</param>
/// <param name="shapes">The values' shapes.</param>
internal sealed class OnnxClassToken(OnnxGraph graph, IReadOnlyList<OnnxStep?> makers, IReadOnlyList<long[]?> shapes)
{
    private static readonly string[] Moved = ["Transpose", "Reshape", "Identity", "Dropout", "Cast", "Unsqueeze", "Squeeze"];

    /// <summary>Whether of a value that holds tokens only some that belong to no place are taken on the way to the classifier.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="shapes">The values' shapes.</param>
    /// <param name="leading">The values that lead to the classifier.</param>
    /// <param name="value">The value.</param>
    public static bool IsTaken(OnnxGraph graph, IReadOnlyList<long[]?> shapes, IReadOnlySet<int> leading, int value)
    {
        if (shapes[value] is not [_, var tokens, _])
        {
            return false;
        }

        OnnxStep[] takers = [.. graph.PictureSteps.Where(step => step.Inputs.Contains(value) && step.Outputs.Any(leading.Contains))];
        return takers.Length > 0 && Array.TrueForAll(takers, step => step.Node.Operator switch
        {
            "Gather" => step.Node.Int("axis", 0) is 1 or -2,
            // What is left is less than the grid, which has at least half of the tokens.
            "Slice" => shapes[step.Outputs[0]] is [_, var left, _] && 2 * left < tokens,
            _ => false,
        });
    }

    /// <summary>What the last attention in front of a value is given, normalised; null where no such thing is found.</summary>
    /// <param name="value">A value that holds tokens, such as the last normalisation's.</param>
    public int? LastAttended(int value)
    {
        for (int? sum = LastSum(value); sum is { } at;)
        {
            (int stream, int branch) = Parted(at);
            if (stream < 0)
            {
                return null;
            }

            HashSet<int> within = Between(stream, branch);
            if (within.Any(IsMixed))
            {
                return Normalised(stream, within);
            }

            sum = LastSum(stream);
        }

        return null;
    }

    private static string OperatorOf(OnnxStep? step) => step?.Node.Operator ?? string.Empty;

    private bool IsPicture(int value) => value >= 0 && graph.Origins[value] == OnnxOrigin.Picture;

    private IEnumerable<int> Sources(int value) => makers[value]?.Inputs.Where(IsPicture) ?? [];

    /// <summary>The residual sum that a value is, or is made of by what has one source, such as a normalisation.</summary>
    private int? LastSum(int value)
    {
        // Backwards in order, so that what parts and joins again within a normalisation is passed.
        SortedSet<int> open = [value];
        while (open.Count > 0)
        {
            int at = open.Max;
            open.Remove(at);
            if (OperatorOf(makers[at]) == "Add" && Parted(at).Stream >= 0)
            {
                return at;
            }

            open.UnionWith(Sources(at));
        }

        return null;
    }

    /// <summary>The stream and the branch of a residual sum: the one of its terms is made of the other. Streams of -1 are none.</summary>
    private (int Stream, int Branch) Parted(int sum)
    {
        if (makers[sum]?.Inputs is not [var a, var b] || !IsPicture(a) || !IsPicture(b) || shapes[a] is not { Length: 3 } first || shapes[b] is not { Length: 3 } second || !first.AsSpan().SequenceEqual(second))
        {
            return (-1, -1);
        }

        return Leads(a, b) ? (a, b) : Leads(b, a) ? (b, a) : (-1, -1);
    }

    private bool Leads(int from, int to) => Between(from, to).Count > 0;

    /// <summary>The values on the ways from one to another, without the first.</summary>
    private HashSet<int> Between(int from, int to)
    {
        HashSet<int> leading = [];
        Stack<int> open = new([to]);
        while (open.TryPop(out int value))
        {
            // Values are numbered in order: nothing before the first leads back to it.
            if (value > from && leading.Add(value))
            {
                foreach (int source in Sources(value))
                {
                    open.Push(source);
                }
            }
        }

        HashSet<int> ways = [];
        foreach (int value in leading.Order())
        {
            if (Sources(value).Any(source => source == from || ways.Contains(source)))
            {
                ways.Add(value);
            }
        }

        return ways.Contains(to) ? ways : [];
    }

    private bool IsMixed(int value) => OperatorOf(makers[value]) is "MatMul" or "Einsum" && Sources(value).Count() > 1;

    /// <summary>What the first weights of a branch are given, as tokens.</summary>
    private int? Normalised(int stream, HashSet<int> branch)
    {
        int first = branch.Where(value => OperatorOf(makers[value]) is "MatMul" or "Gemm" && Sources(value).Count() == 1).DefaultIfEmpty(-1).Min();
        for (int at = first < 0 ? -1 : Sources(first).First(); at > stream; at = Sources(at).First())
        {
            if (shapes[at]!.AsSpan().SequenceEqual(shapes[stream]) && !Moved.Contains(OperatorOf(makers[at])))
            {
                return at;
            }
        }

        return stream;
    }
}
