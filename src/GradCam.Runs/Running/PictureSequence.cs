using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace GradCam.Runs;

/// <summary>Explains any number of pictures with memory that does not grow with them.</summary>
public static class PictureSequence
{
    /// <summary>
    /// Explains pictures in their order, several in one forward pass: they are decoded a batch ahead of the network, which works on a thread of its own,
    /// and wait a batch behind it until they are asked for.
    /// </summary>
    /// <example>
    /// <code>
    /// await foreach (Explanation explanation in explainer.ExplainAllAsync(Directory.EnumerateFiles("pictures")))
    /// {
    ///     Console.WriteLine($"{explanation.Class.Name}: {explanation.Class.Probability:P1}");
    /// }
    /// </code>
    /// </example>
    /// <param name="explainer">The network; it must not be used otherwise until the sequence has ended or was left.</param>
    /// <param name="picturePaths">The files; read as far as they are needed, on another thread.</param>
    /// <param name="options">What to explain. Default: all six pictures of the predicted class.</param>
    /// <param name="batchSize">Pictures in a forward pass, 1 or more. Default: what the network and its input allow, 1 to 4; 1 where pictures are drawn in their own size.</param>
    /// <param name="cancellationToken">Ends the work after the batch in hand, whose explanations still come; where methods take passes of their own, between two of these.</param>
    /// <returns>Ordered by picture, whose place in <paramref name="picturePaths"/> they tell, then layer, then class.</returns>
    /// <exception cref="PictureException">A picture cannot be read; those before it came.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before all were explained.</exception>
    /// <exception cref="GradCamException">What <see cref="Explainer"/> throws for a picture, a layer or a class; the pictures before it came.</exception>
    public static IAsyncEnumerable<Explanation> ExplainAllAsync(
        this Explainer explainer,
        IEnumerable<string> picturePaths,
        ExplainOptions? options = null,
        int? batchSize = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        ArgumentNullException.ThrowIfNull(picturePaths);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize ?? 1, 1, nameof(batchSize));
        return Explain(explainer, picturePaths, options ?? ExplainOptions.Default, batchSize, cancellationToken);
    }

    private static async IAsyncEnumerable<Explanation> Explain(
        Explainer explainer, IEnumerable<string> paths, ExplainOptions options, int? batchSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var explained = Channel.CreateBounded<Explanation>(1);
        using CancellationTokenSource left = new();
        using var halt = CancellationTokenSource.CreateLinkedTokenSource(left.Token, cancellationToken);
        Task work = Task.Factory.StartNew(
            () => Work(explainer, paths, options, batchSize, explained.Writer, left.Token, halt.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            // Without the token: what was explained by then is not lost.
            await foreach (Explanation explanation in explained.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return explanation;
            }
        }
        finally
        {
            await left.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static void Work(
        Explainer explainer, IEnumerable<string> paths, ExplainOptions options, int? batchSize, ChannelWriter<Explanation> writer, CancellationToken left, CancellationToken halt)
    {
        Exception? failure = null;
        try
        {
            PictureEngine.Run(
                new NetworkExplainer(explainer, options),
                paths.Index().Chunk(batchSize ?? (BatchSize.IsMeasured(options) ? BatchSize.For(explainer) : 1)),
                entry => new PictureTask(entry.Item, [], []),
                outcomes => Hand(outcomes, writer, left),
                halt);
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }

        writer.Complete(failure);
    }

    private static void Hand(PictureOutcome<(int Index, string Path)>[] outcomes, ChannelWriter<Explanation> writer, CancellationToken left)
    {
        foreach (PictureOutcome<(int Index, string Path)> outcome in outcomes)
        {
            if (outcome.Failure is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            foreach (Explanation explanation in outcome.Explanations)
            {
                // The thread is the pipeline's own and has nothing else to do.
                writer.WriteAsync(explanation with { Picture = outcome.Item.Index }, left).AsTask().GetAwaiter().GetResult();
            }
        }
    }
}
