namespace GradCam.Runs;

/// <summary>
/// Explains any number of pictures, batch by batch: they are decoded on other threads a batch ahead of the network, and handed on from another
/// thread a batch behind it, so that memory does not grow with their number.
/// </summary>
internal static class PictureEngine
{
    /// <summary>Explains batches, in their order. A picture that fails does not stop the others; another failure ends the work.</summary>
    /// <param name="explainer">The network; it works on the caller's thread.</param>
    /// <param name="batches">What goes through the network together; read as far as it is needed.</param>
    /// <param name="taskOf">The picture of an item.</param>
    /// <param name="done">Told of every batch, one after another, on a thread that is not the network's.</param>
    /// <param name="cancellationToken">Ends the work after the batch in hand, or within it between two passes of slow methods; the method then returns.</param>
    /// <exception cref="GradCamException">The network cannot explain the layer that is no picture's own.</exception>
    public static void Run<TItem>(
        IPictureExplainer explainer,
        IEnumerable<TItem[]> batches,
        Func<TItem, PictureTask> taskOf,
        Action<PictureOutcome<TItem>[]> done,
        CancellationToken cancellationToken) =>
        Pipeline.Run(batches, batch => Decode(explainer, batch, taskOf), (batch, halted) => Explain(explainer, batch, halted), done, cancellationToken);

    private static Decoded<TItem>[] Decode<TItem>(IPictureExplainer explainer, TItem[] batch, Func<TItem, PictureTask> taskOf)
    {
        Decoded<TItem>[] decoded = new Decoded<TItem>[batch.Length];
        Parallel.For(0, batch.Length, Processors.All, i =>
        {
            PictureTask task = taskOf(batch[i]);
            try
            {
                decoded[i] = new Decoded<TItem>(batch[i], task, explainer.Prepare(task.Decode(), task), null);
            }
            catch (PictureException failure)
            {
                decoded[i] = new Decoded<TItem>(batch[i], task, null, failure);
            }
        });
        return decoded;
    }

    private static PictureOutcome<TItem>[] Explain<TItem>(IPictureExplainer explainer, Decoded<TItem>[] batch, CancellationToken cancellationToken)
    {
        Decoded<TItem>[] whole = [.. batch.Where(item => item.Picture is not null)];
        Queue<PictureOutcome<TItem>> explained = new(whole.Length == 0 ? [] : ExplainWhole(explainer, whole, cancellationToken));
        return [.. batch.Select(item => item.Picture is null ? new PictureOutcome<TItem>(item.Item, [], item.Failure) : explained.Dequeue())];
    }

    private static IEnumerable<PictureOutcome<TItem>> ExplainWhole<TItem>(IPictureExplainer explainer, Decoded<TItem>[] batch, CancellationToken cancellationToken)
    {
        try
        {
            ILookup<int, Explanation> explanations = explainer
                .Explain([.. batch.Select(item => item.Picture!)], batch[0].Task.Layers, cancellationToken)
                .ToLookup(explanation => explanation.Picture);
            return batch.Select((item, place) => new PictureOutcome<TItem>(item.Item, [.. explanations[place]], null));
        }
        catch (GradCamException failure) when (failure is ClassException or NonFiniteException or PictureException || IsOwnLayer(failure, batch))
        {
            // One picture's class, layer, size or activation spoils its whole batch: each alone shows which it is.
            return batch.Length == 1
                ? [new PictureOutcome<TItem>(batch[0].Item, [], failure)]
                : [.. batch.SelectMany(item => ExplainWhole(explainer, [item], cancellationToken))];
        }
    }

    private static bool IsOwnLayer<TItem>(GradCamException failure, Decoded<TItem>[] batch) =>
        failure is LayerException && batch.All(item => item.Task.IsOwnLayer);

    private sealed record Decoded<TItem>(TItem Item, PictureTask Task, PreparedQuestion? Picture, PictureException? Failure);
}
