using System.Diagnostics;
using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>
/// Runs a plan: pictures are decoded and written on other threads than the network's, a batch ahead and a batch behind,
/// so that memory does not grow with the list. Results are written in the plan's order.
/// </summary>
/// <param name="plan">What to do.</param>
/// <param name="folder">Where results go.</param>
/// <param name="open">Loads a network; called once for each, when its turn comes.</param>
/// <param name="jpegQuality">1 to 100; default 95.</param>
public sealed class BatchRunner(BatchPlan plan, ResultsFolder folder, Func<NetworkChoice, IPictureExplainer> open, int jpegQuality = 95)
{
    private static readonly ParallelOptions AllProcessors = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    private readonly Stopwatch watch = new();
    private int done = folder.Done.Count;
    private int failed = folder.Done.Count(line => line.Error is not null);

    /// <summary>Does what the folder does not hold yet.</summary>
    /// <param name="progress">Told after every batch, on another thread; default nobody.</param>
    /// <param name="stop">Ends the run after the batch in hand.</param>
    /// <exception cref="GradCamException">A network cannot be loaded, the layer that is not a row's own cannot be explained, or results cannot be written. Pictures that fail are recorded instead.</exception>
    public BatchSummary Run(Action<BatchProgress>? progress = null, CancellationToken stop = default)
    {
        watch.Start();
        foreach (IGrouping<NetworkChoice, Range> batches in plan.Batches.Skip(folder.BatchesDone).GroupBy(batch => plan.Jobs[batch.Start].Choice))
        {
            if (!stop.IsCancellationRequested)
            {
                using IPictureExplainer explainer = open(batches.Key);
                Pipeline.Run(
                    batches,
                    batch => Decode(explainer, batch),
                    batch => Explain(explainer, batch),
                    batch =>
                    {
                        Write(batch);
                        progress?.Invoke(Progress());
                    },
                    stop);
            }
        }

        return new BatchSummary(plan.Jobs.Count, done, failed, folder.Done.Count, done < plan.Jobs.Count);
    }

    private DecodedJob[] Decode(IPictureExplainer explainer, Range batch)
    {
        (int offset, int length) = batch.GetOffsetAndLength(plan.Jobs.Count);
        DecodedJob[] decoded = new DecodedJob[length];
        Parallel.For(0, length, AllProcessors, i =>
        {
            BatchJob job = plan.Jobs[offset + i];
            try
            {
                decoded[i] = new DecodedJob(job, explainer.Prepare(PictureDecoder.Decode(job.Picture.Path)), null);
            }
            catch (PictureException failure)
            {
                decoded[i] = new DecodedJob(job, null, failure.Message);
            }
        });
        return decoded;
    }

    private static ExplainedJob[] Explain(IPictureExplainer explainer, DecodedJob[] batch)
    {
        DecodedJob[] whole = [.. batch.Where(job => job.Picture is not null)];
        Queue<ExplainedJob> explained = new(whole.Length == 0 ? [] : ExplainWhole(explainer, whole));
        return [.. batch.Select(job => job.Picture is null ? new ExplainedJob(job.Job, null, 0, job.Error) : explained.Dequeue())];
    }

    private static IEnumerable<ExplainedJob> ExplainWhole(IPictureExplainer explainer, DecodedJob[] batch)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            IReadOnlyList<PictureExplanation> explanations =
                explainer.Explain([.. batch.Select(job => job.Picture!)], batch[0].Job.Layer, [.. batch.Select(job => job.Job.ClassId)]);
            double seconds = clock.Elapsed.TotalSeconds / batch.Length;
            return batch.Zip(explanations, (job, explanation) => new ExplainedJob(job.Job, explanation, seconds, null));
        }
        catch (Exception failure) when (failure is ClassException or NonFiniteException or PictureException || IsRowsLayer(failure, batch))
        {
            // One picture's class, layer, size or activation spoils its whole batch: each alone shows which it is.
            return batch.Length == 1
                ? [new ExplainedJob(batch[0].Job, null, 0, failure.Message)]
                : [.. batch.SelectMany(job => ExplainWhole(explainer, [job]))];
        }
    }

    /// <summary>A layer that rows name is theirs to fail with; one that the call names would fail every picture, and ends the run.</summary>
    private static bool IsRowsLayer(Exception failure, DecodedJob[] batch) =>
        failure is LayerException && batch.All(job => job.Job.Picture.Layer is not null);

    private void Write(ExplainedJob[] batch)
    {
        var pictures = batch.SelectMany(job => job.Explanation?.Pictures.Select(picture => (File: job.FileOf(picture.Key), Picture: picture.Value)) ?? []);
        Parallel.ForEach(pictures, AllProcessors, entry => folder.Write(entry.File, PictureEncoder.Jpeg(entry.Picture, jpegQuality)));
        folder.Append(batch.Select(job => job.ToLine(folder.Path)));
        done += batch.Length;
        failed += batch.Count(job => job.Error is not null);
    }

    private BatchProgress Progress()
    {
        double perSecond = (done - folder.Done.Count) / watch.Elapsed.TotalSeconds;
        return new BatchProgress(plan.Jobs.Count, done, failed, perSecond, TimeSpan.FromSeconds((plan.Jobs.Count - done) / perSecond));
    }

    private sealed record DecodedJob(BatchJob Job, RgbImage? Picture, string? Error);
}
