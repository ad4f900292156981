using System.Diagnostics;

namespace GradCam.Runs;

/// <summary>Runs a plan: what the folder does not hold yet goes through the networks, one network after another, and results are written in the plan's order.</summary>
/// <param name="plan">What to do.</param>
/// <param name="folder">Where results go.</param>
/// <param name="open">Loads a network; called once for each, when its turn comes.</param>
/// <param name="results">Which files are written of each picture; default the pictures.</param>
internal sealed class BatchRunner(BatchPlan plan, IResultsStore folder, Func<NetworkChoice, IPictureExplainer> open, ResultOptions? results = null)
{
    private readonly Stopwatch watch = new();
    private readonly int resumed = folder.Resumed;
    private readonly ResultOptions files = results ?? new ResultOptions();
    private int done;
    private int failed = folder.ResumedFailed;

    /// <summary>Does what the folder does not hold yet.</summary>
    /// <param name="progress">Told after every batch, on another thread; default nobody.</param>
    /// <param name="cancellationToken">Ends the run after the batch in hand, or within it between two passes of slow methods.</param>
    /// <exception cref="GradCamException">A network cannot be loaded, the layer that is not a row's own cannot be explained, or results cannot be written. Pictures that fail are recorded instead.</exception>
    public BatchSummary Run(IProgress<BatchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        watch.Start();
        done = resumed;
        IEnumerable<int> missing = Enumerable.Range(0, plan.Batches.Count).Where(place => !folder.IsDone(place));
        foreach (IGrouping<NetworkChoice, int> batches in missing.GroupBy(batch => plan.Jobs[plan.Batches[batch].Start].Choice))
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                using IPictureExplainer explainer = open(batches.Key);
                TruthReader truths = new(explainer.ClassNames);
                PictureEngine.Run(
                    explainer,
                    batches.Select(JobsOf),
                    item => new PictureTask(item.Job.Picture.Path, item.Job.Layers, item.Job.Targets, item.Job.Picture.Layers is not null, item.Job.Picture.Name) { Archived = item.Job.Picture.Archived },
                    outcomes =>
                    {
                        Add(outcomes[0].Item.Batch, [.. outcomes.Select(outcome => new JobResult(outcome.Item.Job, outcome.Explanations, outcome.Failure?.Message))], truths);
                        progress?.Report(Progress());
                    },
                    cancellationToken);
            }
        }

        folder.Finish(plan);
        return new BatchSummary(plan.Jobs.Count, done, failed, resumed, done < plan.Jobs.Count);
    }

    private (int Batch, BatchJob Job)[] JobsOf(int batch)
    {
        (int offset, int length) = plan.Batches[batch].GetOffsetAndLength(plan.Jobs.Count);
        return [.. Enumerable.Range(offset, length).Select(i => (batch, plan.Jobs[i]))];
    }

    private void Add(int batch, JobResult[] jobs, TruthReader truths)
    {
        folder.Add(batch, [.. jobs.Select(job => job.Draft(folder.Path, truths, files, folder.IsPacked))]);
        done += jobs.Length;
        failed += jobs.Count(job => job.Error is not null);
    }

    private BatchProgress Progress()
    {
        double perSecond = (done - resumed) / watch.Elapsed.TotalSeconds;
        return new BatchProgress(plan.Jobs.Count, done, failed, perSecond, TimeSpan.FromSeconds((plan.Jobs.Count - done) / perSecond));
    }
}
