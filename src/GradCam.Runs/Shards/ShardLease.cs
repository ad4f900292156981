using System.Text.Json.Serialization;

namespace GradCam.Runs;

/// <summary>Who works on a shard, written again and again while it does: <c>attempt-K.json</c>. It decides nothing: it saves work, and tells people.</summary>
internal sealed record ShardLease
{
    /// <summary>The machine's name.</summary>
    [JsonPropertyName("host")]
    public required string Host { get; init; }

    /// <summary>The process's number there.</summary>
    [JsonPropertyName("process")]
    public required int Process { get; init; }

    /// <summary>The engine's job; null where no engine tells.</summary>
    [JsonPropertyName("job")]
    public string? Job { get; init; }

    /// <summary>The instructions that tensors are computed with: others differ in the last bits.</summary>
    [JsonPropertyName("instruction_set")]
    public required string InstructionSet { get; init; }

    /// <summary>How long this process has worked on it.</summary>
    [JsonPropertyName("seconds")]
    public double Seconds { get; init; }

    /// <summary>How many jobs it has done.</summary>
    [JsonPropertyName("done")]
    public int Done { get; init; }

    /// <summary>Whether the process has ended by itself: done, stopped or failed.</summary>
    [JsonPropertyName("ended")]
    public bool Ended { get; init; }
}
