using GradCam.Recording;

namespace GradCam.Runs;

/// <summary>A shard of a run that is ready to go.</summary>
/// <param name="plan">What it does.</param>
/// <param name="options">How it does it.</param>
/// <param name="networks">The run's networks; freed with this object.</param>
internal sealed class ShardRun(ShardPlan plan, RunOptions options, RunNetworks networks) : IDisposable
{
    /// <summary>What it does.</summary>
    public ShardPlan Plan => plan;

    /// <summary>Makes a shard ready whose run was planned before: nothing is listed, and no network is loaded for it.</summary>
    /// <param name="file">The plan.</param>
    /// <param name="shard">Which shard.</param>
    /// <param name="options">How it does it.</param>
    /// <param name="folder">The plan's folder, for messages.</param>
    /// <exception cref="UsageException">The options are not those of the plan.</exception>
    /// <exception cref="CheckpointException">A checkpoint is not what it was.</exception>
    public static ShardRun Of(PlanFile file, Shard shard, RunOptions options, string folder) =>
        new(ShardPlan.Of(file, shard, options, folder), options, new RunNetworks(ShardPlan.FilesOf(file), options.Loading));

    /// <summary>Opens the shard for an attempt.</summary>
    /// <param name="path">The run's folder, made if missing.</param>
    /// <param name="call">The call that works on it, without what says which shard; for people who look for what is missing.</param>
    /// <param name="resume">Whether to go on with what earlier attempts left.</param>
    /// <param name="job">The engine's job; null where no engine tells.</param>
    /// <param name="cancellationToken">Ends the reading of pictures.</param>
    public ShardFolder Open(string path, IReadOnlyList<string> call, bool resume, string? job, CancellationToken cancellationToken) =>
        ShardFolder.Open(path, plan, call, resume, job, cancellationToken);

    /// <summary>Computes what the shard does not hold yet.</summary>
    /// <param name="folder">The shard, from <see cref="Open"/>.</param>
    /// <param name="progress">Told after every batch, on another thread.</param>
    /// <param name="methods">Told by methods that take passes of their own, on the network's thread.</param>
    /// <param name="cancellationToken">Ends the run after the batch in hand.</param>
    public BatchSummary Run(ShardFolder folder, IProgress<BatchProgress>? progress, IProgress<MethodProgress>? methods, CancellationToken cancellationToken) =>
        new BatchRunner(plan.Part, folder, choice => networks.Open(choice, options, methods), options.Results).Run(progress, cancellationToken);

    /// <summary>Frees a network that was loaded and not used.</summary>
    public void Dispose() => networks.Dispose();
}
