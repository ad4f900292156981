using System.Diagnostics;

namespace GradCam.Runs;

/// <summary>Runs a plan: what the folder does not hold yet goes through the networks, one network after another, and results are written in the plan's order.</summary>
/// <param name="plan">What to do.</param>
/// <param name="folder">Where results go.</param>
/// <param name="open">Loads a network; called once for each, when its turn comes.</param>
/// <param name="results">Which files are written of each picture; default the pictures.</param>
internal sealed class BatchRunner(BatchPlan plan, ResultsFolder folder, Func<NetworkChoice, IPictureExplainer> open, ResultOptions? results = null)
{
    private readonly Stopwatch watch = new();
    private readonly int resumed = folder.Done.Count(line => line.IsFirst());
    private readonly ResultOptions files = results ?? new ResultOptions();
    private int done;
    private int failed = folder.Done.Count(line => line.Error is not null);

    /// <summary>Does what the folder does not hold yet.</summary>
    /// <param name="progress">Told after every batch, on another thread; default nobody.</param>
    /// <param name="cancellationToken">Ends the run after the batch in hand, or within it between two passes of slow methods.</param>
    /// <exception cref="GradCamException">A network cannot be loaded, the layer that is not a row's own cannot be explained, or results cannot be written. Pictures that fail are recorded instead.</exception>
    public BatchSummary Run(IProgress<BatchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        watch.Start();
        done = resumed;
        IEnumerable<Range> missing = plan.Batches.Where((_, place) => !folder.IsDone(place));
        foreach (IGrouping<NetworkChoice, Range> batches in missing.GroupBy(batch => plan.Jobs[batch.Start].Choice))
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                using IPictureExplainer explainer = open(batches.Key);
                TruthReader truths = new(explainer.ClassNames);
                PictureEngine.Run(
                    explainer,
                    batches.Select(JobsOf),
                    job => new PictureTask(job.Picture.Path, job.Layers, job.Targets, job.Picture.Layers is not null),
                    outcomes =>
                    {
                        Write([.. outcomes.Select(outcome => new JobResult(outcome.Item, outcome.Explanations, outcome.Failure?.Message))], truths);
                        progress?.Report(Progress());
                    },
                    cancellationToken);
            }
        }

        folder.PutInOrder(plan);
        return new BatchSummary(plan.Jobs.Count, done, failed, resumed, done < plan.Jobs.Count);
    }

    private BatchJob[] JobsOf(Range batch)
    {
        (int offset, int length) = batch.GetOffsetAndLength(plan.Jobs.Count);
        return [.. Enumerable.Range(offset, length).Select(i => plan.Jobs[i])];
    }

    private void Write(JobResult[] batch, TruthReader truths)
    {
        JobDraft[] drafts = [.. batch.Select(job => job.Draft(folder.Path, truths, files))];
        Parallel.ForEach(drafts.SelectMany(draft => draft.Files), PictureEngine.AllProcessors, file => folder.Write(file.Key, file.Value()));
        folder.Append(drafts.SelectMany(draft => draft.Records));
        done += batch.Length;
        failed += batch.Count(job => job.Error is not null);
    }

    private BatchProgress Progress()
    {
        double perSecond = (done - resumed) / watch.Elapsed.TotalSeconds;
        return new BatchProgress(plan.Jobs.Count, done, failed, perSecond, TimeSpan.FromSeconds((plan.Jobs.Count - done) / perSecond));
    }
}
