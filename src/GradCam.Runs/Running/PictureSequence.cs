using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>Explains any number of pictures with memory that does not grow with them.</summary>
public static class PictureSequence
{
    /// <summary>
    /// Explains pictures in their order, several in one forward pass: they are decoded on other threads a batch ahead of the network,
    /// and handed on from another thread a batch behind it.
    /// </summary>
    /// <example>
    /// <code>
    /// explainer.ExplainAll(
    ///     Directory.EnumerateFiles("pictures"),
    ///     (path, explanation) => ResultWriter.Write("results", Path.GetFileNameWithoutExtension(path), explanation));
    /// </code>
    /// </example>
    /// <param name="explainer">The network; it works on the caller's thread.</param>
    /// <param name="picturePaths">The files; read as far as they are needed.</param>
    /// <param name="done">
    /// Told of each picture's path and explanation, in the order of <paramref name="picturePaths"/>, one after another, on a thread that
    /// is not the network's: encode and write here.
    /// </param>
    /// <param name="options">What to explain. Default: all six pictures of the predicted class.</param>
    /// <param name="batchSize">Pictures in a forward pass, 1 or more. Default: <see cref="BatchSize.For"/>.</param>
    /// <param name="stop">Ends the work after the batch in hand.</param>
    /// <exception cref="PictureException">A picture cannot be read; those of the batches before it were handed on.</exception>
    /// <exception cref="GradCamException">What <see cref="Explainer.Explain(IReadOnlyList{Question}, ExplainOptions, IProgress{Recording.MethodProgress}, CancellationToken)"/> throws.</exception>
    public static void ExplainAll(
        this Explainer explainer,
        IEnumerable<string> picturePaths,
        Action<string, Explanation> done,
        ExplainOptions? options = null,
        int? batchSize = null,
        CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        ArgumentNullException.ThrowIfNull(picturePaths);
        ArgumentNullException.ThrowIfNull(done);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize ?? 1, 1, nameof(batchSize));
        ExplainOptions wanted = options ?? ExplainOptions.Default;
        Pipeline.Run(
            picturePaths.Chunk(batchSize ?? BatchSize.For(explainer)),
            paths => (Paths: paths, Pictures: Decode(explainer, wanted, paths)),
            batch => (batch.Paths, Explanations: explainer.Explain(batch.Pictures, wanted, new StageClock(), null, CancellationToken.None)),
            batch =>
            {
                foreach (Explanation explanation in batch.Explanations)
                {
                    done(batch.Paths[explanation.Picture], explanation);
                }
            },
            stop);
    }

    private static PreparedQuestion[] Decode(Explainer explainer, ExplainOptions options, string[] paths)
    {
        PreparedQuestion[] pictures = new PreparedQuestion[paths.Length];
        Parallel.For(0, paths.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            pictures[i] = explainer.Prepare(new Question(PictureDecoder.Decode(paths[i])), options, paths[i]));
        return pictures;
    }
}
