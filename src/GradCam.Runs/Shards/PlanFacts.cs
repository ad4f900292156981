using System.Text.Json.Serialization;

namespace GradCam.Runs;

/// <summary>What a plan's file says in front: <c>plan.json</c>.</summary>
internal sealed record PlanFacts
{
    /// <summary>How many jobs the run has.</summary>
    [JsonPropertyName("jobs")]
    public required int Jobs { get; init; }

    /// <summary>How many batches these are cut into.</summary>
    [JsonPropertyName("batches")]
    public required int Batches { get; init; }

    /// <summary>How many pictures a batch may hold.</summary>
    [JsonPropertyName("batch")]
    public required int Batch { get; init; }

    /// <summary>What the list was made of: the call's words, and the manifest's size and time.</summary>
    [JsonPropertyName("list")]
    public required IReadOnlyList<string> List { get; init; }

    /// <summary>The run's settings.</summary>
    [JsonPropertyName("settings")]
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The networks and their checkpoints as they were.</summary>
    [JsonPropertyName("networks")]
    public required IReadOnlyList<Network> Networks { get; init; }

    /// <summary>A network of the plan: size and time tell at no cost that its checkpoint is the one that was hashed.</summary>
    internal sealed record Network
    {
        /// <summary>The name, as typed.</summary>
        [JsonPropertyName("network")]
        public required string Name { get; init; }

        /// <summary>The checkpoint, as typed; null for the published weights.</summary>
        [JsonPropertyName("weight_path")]
        public string? WeightPath { get; init; }

        /// <summary>Whether the file is all that there is of the network, as an ONNX model is.</summary>
        [JsonPropertyName("is_model")]
        public bool IsModel { get; init; }

        /// <summary>The checkpoint's file.</summary>
        [JsonPropertyName("file")]
        public required string File { get; init; }

        /// <summary>Its size.</summary>
        [JsonPropertyName("bytes")]
        public required long Bytes { get; init; }

        /// <summary>When it was written last, in universal time.</summary>
        [JsonPropertyName("modified")]
        public required DateTime Modified { get; init; }
    }
}
