using System.Text.Json.Serialization;

namespace GradCam;

/// <summary>The fields of the file, in their order.</summary>
internal sealed record ExplanationContent
{
    public required string Network { get; init; }

    public required string Variant { get; init; }

    public required string Layer { get; init; }

    public required int ClassId { get; init; }

    public string? ClassName { get; init; }

    public required float Probability { get; init; }

    public required IReadOnlyList<ClassScore> Top5 { get; init; }

    public required bool Flat { get; init; }

    public required IReadOnlyList<string> FlatMaps { get; init; }

    public required int InputSize { get; init; }

    public required bool TransformInput { get; init; }

    [JsonPropertyName("checkpoint_sha256")]
    public string? CheckpointSha256 { get; init; }

    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    public required IReadOnlyDictionary<string, double> Seconds { get; init; }

    public required IReadOnlyList<string> Files { get; init; }
}
