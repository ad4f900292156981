namespace GradCam.Runs;

/// <summary>What a shard does, and what it is of its run.</summary>
/// <param name="Shard">Which one.</param>
/// <param name="Part">Its part of the run's plan.</param>
/// <param name="RunBatches">How many batches the whole run has.</param>
/// <param name="RunJobs">How many jobs these hold.</param>
/// <param name="Settings">The run's settings.</param>
internal sealed record ShardPlan(Shard Shard, BatchPlan Part, int RunBatches, int RunJobs, RunSettings Settings)
{
    /// <summary>The place of its first batch in the run.</summary>
    public int FirstBatch => Shard.Of(RunBatches).Start.Value;

    /// <summary>Cuts a shard out of a plan.</summary>
    public static ShardPlan Of(BatchPlan plan, Shard shard, RunSettings settings) =>
        new(shard, plan.Part(shard.Of(plan.Batches.Count)), plan.Batches.Count, plan.Jobs.Count, settings);

    /// <summary>Reads a shard out of a plan that was made before.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="shard">Which one.</param>
    /// <param name="options">The run's options, which must be those of the plan.</param>
    /// <param name="folder">The plan's folder, for messages.</param>
    /// <exception cref="UsageException">The options are others.</exception>
    /// <exception cref="CheckpointException">A checkpoint is not what it was.</exception>
    public static ShardPlan Of(PlanFile plan, Shard shard, RunOptions options, string folder)
    {
        PlanFacts facts = plan.Facts;
        RunSettings planned = new([.. facts.Settings]);
        RunSettings.Of(options with { Batch = options.Batch ?? facts.Batch }, planned).RefuseOthers(planned.ToJson(), folder);
        foreach (PlanFacts.Network network in facts.Networks)
        {
            FileInfo file = new(network.File);
            if (!file.Exists || file.Length != network.Bytes || file.LastWriteTimeUtc != network.Modified)
            {
                throw Changed(network.File);
            }
        }

        // One task reads the checkpoints whole; a thousand would read the same 553 MB a thousand times.
        if (shard.Index == 0 && RunSettings.WeightsOf(FilesOf(plan)).Any(weights => facts.Settings.GetValueOrDefault(weights.Key) != weights.Value))
        {
            throw Changed(string.Join(", ", facts.Networks.Select(network => network.File)));
        }

        return new ShardPlan(shard, plan.Part(shard, options.Maps.Targets), facts.Batches, facts.Jobs, planned);
    }

    /// <summary>The checkpoint of each network of a plan.</summary>
    public static IReadOnlyDictionary<NetworkChoice, string> FilesOf(PlanFile plan) =>
        plan.Networks.Zip(plan.Facts.Networks).ToDictionary(network => network.First, network => network.Second.File);

    /// <summary>What its folder says of it.</summary>
    /// <param name="call">The call that works on it, without what says which shard.</param>
    public ShardFacts Facts(IReadOnlyList<string> call) => new() { Batches = Part.Batches.Count, Jobs = Part.Jobs.Count, RunBatches = RunBatches, RunJobs = RunJobs, Call = call };

    private static CheckpointException Changed(string file) => new($"{ShownText.Of(file)}: has changed since the plan was made");
}
