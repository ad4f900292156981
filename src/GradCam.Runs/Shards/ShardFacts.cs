using System.Text.Json.Serialization;

namespace GradCam.Runs;

/// <summary>What a shard is of its run: <c>shard.json</c> in its folder.</summary>
internal sealed record ShardFacts
{
    /// <summary>The file's name.</summary>
    public const string FileName = "shard.json";

    /// <summary>How many batches it has.</summary>
    [JsonPropertyName("batches")]
    public required int Batches { get; init; }

    /// <summary>How many jobs these hold.</summary>
    [JsonPropertyName("jobs")]
    public required int Jobs { get; init; }

    /// <summary>How many batches the whole run has.</summary>
    [JsonPropertyName("run_batches")]
    public required int RunBatches { get; init; }

    /// <summary>How many jobs the whole run has.</summary>
    [JsonPropertyName("run_jobs")]
    public required int RunJobs { get; init; }

    /// <summary>The call that works on it, without what says which shard.</summary>
    [JsonPropertyName("call")]
    public required IReadOnlyList<string> Call { get; init; }
}
