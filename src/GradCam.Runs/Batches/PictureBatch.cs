using GradCam.Networks;
using GradCam.Recording;
using GradCam.Weights;

namespace GradCam.Runs;

/// <summary>Explains many pictures with one or several networks, and writes a folder of results: pictures, <c>results.jsonl</c>, tables and the page.</summary>
public static class PictureBatch
{
    /// <summary>Explains the pictures. One network is in memory at a time; a picture that fails is recorded, and the others go on.</summary>
    /// <param name="pictures">The pictures, in the order of the results; see <see cref="PictureList"/>.</param>
    /// <param name="networks">The networks. Published weights must be in the cache: <see cref="Explainer.LoadPublishedAsync"/> fetches them.</param>
    /// <param name="folder">The results' folder, made if missing.</param>
    /// <param name="options">What is computed and written. Default: the six pictures of each picture's predicted class.</param>
    /// <param name="resume">Whether to go on with the run that the folder holds; where it holds none, a new one starts. Default: a folder with results is refused.</param>
    /// <param name="progress">Told after every batch, on another thread. Default: nobody.</param>
    /// <param name="methods">Told by methods that take passes of their own, on the network's thread. Default: nobody.</param>
    /// <param name="cancellationToken">Ends the run after the batch in hand, and the summary says so: an exception only before the first one. The tables and the page are then left for the call that finishes.</param>
    /// <returns>How many results there are, and whether the run was stopped.</returns>
    /// <exception cref="UsageException">The networks, options or pictures do not go together, or the folder holds a run that is not this one.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while networks were looked at or pictures were hashed.</exception>
    /// <exception cref="GradCamException">A network cannot be loaded, or results cannot be written.</exception>
    public static BatchSummary Run(
        IReadOnlyList<ListedPicture> pictures,
        IReadOnlyList<NetworkChoice> networks,
        string folder,
        RunOptions? options = null,
        bool resume = false,
        IProgress<BatchProgress>? progress = null,
        IProgress<MethodProgress>? methods = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new RunOptions();
        BatchDefaults defaults = new(networks) { Layers = options.Maps.Layers, Targets = options.Maps.Targets };
        var plan = BatchPlan.Make(pictures, defaults, options.Batch ?? 1);
        BatchSummary summary;
        using (var run = BatchRun.Prepare(plan, WeightChoices.Find(plan, choice => choice.WeightPath ?? Cached(choice.Network, options.Loading.Weights)), options, cancellationToken))
        using (ResultsFolder results = run.Open(folder, resume, cancellationToken))
        {
            summary = run.Run(results, progress, methods, cancellationToken);
        }

        if (!summary.Stopped)
        {
            using var results = ResultsFolder.Reopen(folder);
            RunReports.Write(results);
        }

        return summary;
    }

    // Nothing is waited for: what is not in the cache is refused.
    private static string Cached(string network, string? version) =>
        new WeightFetcher(WeightCache.FromEnvironment(), FetchOptions.FromEnvironment(offline: true))
            .FetchAsync(PublishedWeights.Find(NetworkCatalog.Find(network), version).File).GetAwaiter().GetResult().Path;
}
