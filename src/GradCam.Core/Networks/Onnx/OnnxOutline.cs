namespace GradCam.Networks;

/// <summary>Where the maps of a graph are: which values hold a grid, in which order, and which of them is explained where none is named.</summary>
internal sealed class OnnxOutline
{
    private static readonly string[] Weighted = ["Conv", "Gemm", "MatMul", "Einsum"];
    private static readonly string[] LookedThrough = ["Transpose", "Identity", "Dropout", "Cast"];

    private readonly OnnxGraph graph;
    private readonly OnnxTrace trace;
    private readonly long batch;
    private readonly OnnxStep?[] makers;
    private readonly int[] places;

    /// <summary>Looks at a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="trace">What it comes to.</param>
    public OnnxOutline(OnnxGraph graph, OnnxTrace trace)
    {
        (this.graph, this.trace, batch) = (graph, trace, graph.Batch ?? 1);
        makers = new OnnxStep?[graph.Names.Count];
        places = new int[graph.Names.Count];
        for (int i = 0; i < graph.PictureSteps.Count; i++)
        {
            foreach (int output in graph.PictureSteps[i].Outputs.Where(output => output >= 0))
            {
                (makers[output], places[output]) = (graph.PictureSteps[i], i);
            }
        }
    }

    /// <summary>How a value holds its maps.</summary>
    public ActivationLayout LayoutOf(int value) => trace.Shapes[value] is not { } shape || shape.Length < 3 || shape[0] != batch ? ActivationLayout.None : shape.Length switch
    {
        // Grids are square here: where the two sizes in front are the same and the last one is not, channels stand last.
        4 => shape[1] == shape[2] && shape[2] != shape[3] ? ActivationLayout.ChannelsLast : ActivationLayout.ChannelsFirst,
        3 when !IsFlattenedPlane(value) => TokensOf(shape),
        _ => ActivationLayout.None,
    };

    /// <summary>
    /// The last value with a grid in front of the classifier, which is the last node with weights; where the classifier sees a class token alone, what the last
    /// attention sees. Null where there is none.
    /// </summary>
    public int? Default()
    {
        int before = ClassifierInput();
        HashSet<int> leading = Leading([before]);
        int? grid = leading.Where(HasGrid).Select(value => (int?)value).MaxBy(value => places[value!.Value]);
        if (grid is not { } last)
        {
            return null;
        }

        if (OnnxClassToken.IsTaken(graph, trace.Shapes, leading, last))
        {
            return new OnnxClassToken(graph, makers, trace.Shapes).LastAttended(last) is { } attended && HasGrid(attended) ? attended : null;
        }

        while (makers[last] is { } maker && LookedThrough.Contains(maker.Node.Operator) && HasGrid(maker.Inputs[0]))
        {
            last = maker.Inputs[0];
        }

        return last;
    }

    private static ActivationLayout TokensOf(long[] shape)
    {
        const int MostOfNoPlace = 16;
        foreach (int skipped in Enumerable.Range(0, MostOfNoPlace))
        {
            // A single token is none of a grid.
            if (shape[1] - skipped > 1 && ActivationLayout.Tokens(skipped).Fits(shape))
            {
                return ActivationLayout.Tokens(skipped);
            }
        }

        return ActivationLayout.None;
    }

    private bool HasGrid(int value) => makers[value] is not null && LayoutOf(value) is var layout && trace.Shapes[value] is { } shape && layout.Fits(shape)
        && layout.ShapeOfMaps(shape) is var maps && maps[2] > 1 && maps[3] > 1;

    /// <summary>Whether [N,C,h*w] was made of [N,C,h,w]: channels are no tokens.</summary>
    private bool IsFlattenedPlane(int value) =>
        makers[value] is { Node.Operator: "Reshape" or "Flatten" } maker
        && trace.Shapes[maker.Inputs[0]] is [_, var channels, var height, var width]
        && trace.Shapes[value] is [_, var first, var second]
        && first == channels && second == height * width;

    /// <summary>What the classifier is given: the last node whose weights meet the picture.</summary>
    private int ClassifierInput()
    {
        foreach (OnnxStep step in Leading([graph.Logits]).Select(value => makers[value]).OfType<OnnxStep>().Distinct().OrderByDescending(step => places[step.Outputs.First(output => output >= 0)]))
        {
            if (Weighted.Contains(step.Node.Operator) && step.Inputs.Where(IsPicture).ToArray() is [var only])
            {
                return only;
            }
        }

        return graph.Logits;
    }

    private bool IsPicture(int value) => value >= 0 && graph.Origins[value] == OnnxOrigin.Picture;

    /// <summary>The values that lead to some, and those themselves.</summary>
    private HashSet<int> Leading(IEnumerable<int> to)
    {
        HashSet<int> found = [.. to];
        Stack<int> open = new(found);
        while (open.TryPop(out int value))
        {
            foreach (int input in makers[value]?.Inputs.Where(input => IsPicture(input) && found.Add(input)) ?? [])
            {
                open.Push(input);
            }
        }

        return found;
    }
}
