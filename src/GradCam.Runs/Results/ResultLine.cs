using System.Text.Json.Serialization;

namespace GradCam.Runs;

/// <summary>What became of one picture with one network: a line of <c>results.jsonl</c>. Either <see cref="Error"/> says why there is no result, or the rest is filled.</summary>
public sealed record ResultLine
{
    /// <summary>The picture's name: its path below the given folder, folders parted by <c>/</c>.</summary>
    [JsonPropertyName("image")]
    public required string Image { get; init; }

    /// <summary>The picture's file, from the results' folder on, folders parted by <c>/</c>.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>The network, as typed.</summary>
    [JsonPropertyName("network")]
    public required string Network { get; init; }

    /// <summary>The layer that was explained.</summary>
    [JsonPropertyName("layer")]
    public string? Layer { get; init; }

    /// <summary>The class that was explained, from 0 up.</summary>
    [JsonPropertyName("class_id")]
    public int? ClassId { get; init; }

    /// <summary>That class's name.</summary>
    [JsonPropertyName("class")]
    public string? ClassName { get; init; }

    /// <summary>That class's probability, 0 to 1.</summary>
    [JsonPropertyName("probability")]
    public double? Probability { get; init; }

    /// <summary>The five most probable classes, the most probable first.</summary>
    [JsonPropertyName("top5")]
    public IReadOnlyList<ResultScore> Top5 { get; init; } = [];

    /// <summary>What the manifest says that the picture shows: a class's number or name.</summary>
    [JsonPropertyName("truth")]
    public string? Truth { get; init; }

    /// <summary>Whether the most probable class is the truth; null where no truth is known.</summary>
    [JsonPropertyName("correct")]
    public bool? Correct { get; init; }

    /// <summary>Maps without spread, by the picture's key.</summary>
    [JsonPropertyName("flat")]
    public IReadOnlyList<string> Flat { get; init; } = [];

    /// <summary>The pictures written, by key (<c>heatmap</c>, <c>cam++</c>, …), as paths from the results' folder on, folders parted by <c>/</c>.</summary>
    [JsonPropertyName("files")]
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>The network's time for this picture, in seconds: its batch's, divided by the pictures in it.</summary>
    [JsonPropertyName("seconds")]
    public double? Seconds { get; init; }

    /// <summary>Why there is no result, in one line; null where there is one.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }
}
