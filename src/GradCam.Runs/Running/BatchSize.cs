using GradCam.Networks;
using GradCam.Recording;

namespace GradCam.Runs;

/// <summary>How many pictures share a forward pass where nobody says it.</summary>
public static class BatchSize
{
    /// <summary>
    /// What the recorded tensors of a batch may take by default, in bytes: 768 MiB. Gradients and libtorch's own copies take up to as much
    /// again; with the weights of the largest network a process stays below 2 GB.
    /// </summary>
    public const long DefaultBudget = 768L << 20;

    // Eight pictures of vgg16 took 2.5 GB, and a picture of a batch of four already costs little more than it ever will.
    private const int Largest = 4;

    private const int BytesAValue = sizeof(float);

    /// <summary>The pictures whose recorded tensors fit into a budget: 1 to 4.</summary>
    /// <remarks>
    /// What a picture takes is the sum of every layer's output, which a forward pass keeps for the gradients; it is taken from one
    /// pass over the network without gradients.
    /// </remarks>
    /// <param name="explainer">The network.</param>
    /// <param name="budget">Bytes, above 0. Default: <see cref="DefaultBudget"/>.</param>
    public static int For(Explainer explainer, long budget = DefaultBudget)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        ArgumentOutOfRangeException.ThrowIfLessThan(budget, 1);
        return (int)Math.Clamp(budget / Math.Max(1, BytesAPicture(explainer)), 1, Largest);
    }

    /// <summary>A container gives what the last layer within it gave, the same tensor: only layers without children count.</summary>
    private static long BytesAPicture(Explainer explainer)
    {
        HashSet<string> containers = [.. ModuleTree.Walk(explainer.Module).Where(entry => entry.Module.named_children().Any()).Select(entry => entry.Name)];
        return LayerTable.Of(explainer.Module, explainer.Preprocessing.InputSize)
            .Where(row => row.Shape is not null && !containers.Contains(row.Name))
            .Sum(row => row.Calls * BytesAValue * row.Shape!.Aggregate(1L, (product, length) => product * length));
    }
}
