using GradCam.Recording;

namespace GradCam.Runs;

/// <summary>A run over many pictures that is ready to go: its plan is cut, and what can be refused before anything is computed has been.</summary>
/// <remarks>One network is in memory at a time.</remarks>
internal sealed class BatchRun : IDisposable
{
    private readonly RunOptions options;
    private readonly IReadOnlyDictionary<NetworkChoice, string> files;
    private readonly RunNetworks networks;

    private BatchRun(BatchPlan plan, RunOptions options, IReadOnlyDictionary<NetworkChoice, string> files, RunNetworks networks)
    {
        Plan = plan;
        this.options = options;
        this.files = files;
        this.networks = networks;
    }

    /// <summary>What the run does, in order.</summary>
    public BatchPlan Plan { get; }

    /// <summary>Makes a run ready. Where its batches have no size, or pictures a truth, the networks are loaded for it, one after another.</summary>
    /// <param name="plan">What it does; cut anew where the options do not say how many pictures a batch has.</param>
    /// <param name="files">The checkpoint of each network of the plan; see <see cref="WeightChoices.Find"/>.</param>
    /// <param name="options">How it does it.</param>
    /// <param name="cancellationToken">Ends the work before the next network is loaded.</param>
    /// <exception cref="OperationCanceledException">The caller has cancelled.</exception>
    /// <exception cref="UsageException">A picture's truth names no class of its network, or an option does not fit a network.</exception>
    /// <exception cref="CheckpointException">A checkpoint cannot be read or does not fit its network.</exception>
    public static BatchRun Prepare(BatchPlan plan, IReadOnlyDictionary<NetworkChoice, string> files, RunOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        RunNetworks networks = new(files, options.Loading);
        try
        {
            int batch = Inspect(plan, networks, options, cancellationToken);
            return new BatchRun(batch == plan.Largest ? plan : plan.CutInto(batch), options, files, networks);
        }
        catch
        {
            networks.Dispose();
            throw;
        }
    }

    /// <summary>Opens the run's folder; reads the checkpoints, and the pictures that are not known by size and time, for their hashes.</summary>
    /// <param name="path">The folder, made if missing.</param>
    /// <param name="resume">Whether to go on with the run that the folder holds; where that has no result yet, a new one starts without this too.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The caller has cancelled.</exception>
    /// <exception cref="UsageException">The folder holds a run and is not to be resumed, or that run had other settings or pictures.</exception>
    /// <exception cref="OutputException">The folder cannot be written, or another run is writing there.</exception>
    public ResultsFolder Open(string path, bool resume, CancellationToken cancellationToken = default) =>
        ResultsFolder.Open(path, Plan, RunSettings.Of(options, Plan, files, path), resume, cancellationToken);

    /// <summary>One of the run's shards.</summary>
    /// <param name="shard">Which one.</param>
    /// <param name="path">The run's folder.</param>
    internal ShardRun Cut(Shard shard, string path) => new(ShardPlan.Of(Plan, shard, RunSettings.Of(options, Plan, files, path)), options, networks);

    /// <summary>Writes the plan for all shards; reads the checkpoints for their hashes.</summary>
    /// <param name="path">The run's folder, made if missing.</param>
    /// <param name="list">What the list was made of.</param>
    /// <exception cref="UsageException">The folder holds results of shards with other settings.</exception>
    /// <exception cref="OutputException">The folder cannot be written.</exception>
    internal void WritePlan(string path, IReadOnlyList<string> list)
    {
        var settings = RunSettings.Of(options, Plan, files, path);
        ShardFolder.RefuseOtherSettings(path, settings);
        PlanFile.Write(path, Plan, options.Maps.Targets, new PlanFacts
        {
            Jobs = Plan.Jobs.Count,
            Batches = Plan.Batches.Count,
            Batch = Plan.Largest,
            List = list,
            Settings = new Dictionary<string, string>(settings.Values),
            Networks =
            [
                .. files.Select(file => (file.Key, Path: Path.GetFullPath(file.Value), Info: new FileInfo(file.Value))).Select(file => new PlanFacts.Network
                {
                    Name = file.Key.Network,
                    WeightPath = file.Key.WeightPath,
                    IsModel = file.Key.IsModel,
                    File = file.Path,
                    Bytes = file.Info.Length,
                    Modified = file.Info.LastWriteTimeUtc,
                }),
            ],
        });
    }

    /// <summary>Computes what the folder does not hold yet.</summary>
    /// <param name="folder">The folder, from <see cref="Open"/>.</param>
    /// <param name="progress">Told after every batch, on another thread; default nobody.</param>
    /// <param name="methods">Told by methods that take passes of their own, on the network's thread; default nobody.</param>
    /// <param name="cancellationToken">
    /// Ends the run after the batch in hand; where methods take passes of their own, between two of these, and what is not finished is not recorded.
    /// </param>
    /// <exception cref="GradCamException">A network cannot be loaded, the layer that is not a row's own cannot be explained, or results cannot be written. Pictures that fail are recorded instead.</exception>
    public BatchSummary Run(
        ResultsFolder folder, IProgress<BatchProgress>? progress = null, IProgress<MethodProgress>? methods = null, CancellationToken cancellationToken = default) =>
        new BatchRunner(Plan, folder, choice => networks.Open(choice, options, methods), options.Results).Run(progress, cancellationToken);

    /// <summary>Frees a network that was loaded and not used.</summary>
    public void Dispose() => networks.Dispose();

    /// <summary>Gives the batch that every network of the plan can take: the same call gives the same, which a resumed run relies on.</summary>
    private static int Inspect(BatchPlan plan, RunNetworks networks, RunOptions options, CancellationToken cancellationToken)
    {
        bool isMeasured = options.Batch is null && BatchSize.IsMeasured(options.Maps);
        IEnumerable<BatchJob> truths = plan.Jobs.Where(job => job.Picture.Truth is not null);
        int batch = options.Batch ?? (isMeasured ? int.MaxValue : 1);
        if (isMeasured || truths.Any())
        {
            networks.Inspect(
                (choice, explainer) =>
                {
                    TruthReader reader = new(explainer.Facts.ClassNames);
                    foreach (BatchJob job in truths.Where(job => job.Choice == choice))
                    {
                        reader.Check(job.Picture, choice.Network);
                    }

                    batch = isMeasured ? Math.Min(batch, BatchSize.For(explainer)) : batch;
                },
                cancellationToken);
        }

        return batch;
    }
}
