using GradCam.Recording;

namespace GradCam.Runs;

/// <summary>How many pictures share a forward pass where nobody says it.</summary>
internal static class BatchSize
{
    /// <summary>
    /// What the recorded tensors of a batch may take by default, in bytes: 768 MiB. Gradients and libtorch's own copies take up to as much
    /// again; with the weights of the largest network a process stays below 2 GB.
    /// </summary>
    public const long DefaultBudget = 768L << 20;

    // Eight pictures of vgg16 took 2.5 GB, and a picture of a batch of four already costs little more than it ever will.
    private const int Largest = 4;

    /// <summary>Whether the network decides; pictures in their own size, up to 25 megapixels, go through one by one.</summary>
    public static bool IsMeasured(ExplainOptions options) => options.OutputSize == OutputSize.Input;

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
        return (int)Math.Clamp(budget / Math.Max(1, PassMemory.Measure(explainer.Module, explainer.Preprocessing.InputSize).Recorded), 1, Math.Min(Largest, explainer.MaxBatch ?? Largest));
    }
}
