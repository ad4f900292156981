using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradCam.Runs;

/// <summary>Says that a batch is whole, and where its lines stand: a line of <c>batches-K.jsonl</c>, written after them.</summary>
internal sealed record BatchMark
{
    /// <summary>The batch's place in its shard, from 0 up.</summary>
    [JsonPropertyName("batch")]
    public required int Batch { get; init; }

    /// <summary>Where its lines start in the attempt's results.</summary>
    [JsonPropertyName("start")]
    public required long Start { get; init; }

    /// <summary>Where they end.</summary>
    [JsonPropertyName("end")]
    public required long End { get; init; }

    /// <summary>How many jobs it has.</summary>
    [JsonPropertyName("jobs")]
    public required int Jobs { get; init; }

    /// <summary>How many of these failed.</summary>
    [JsonPropertyName("failed")]
    public required int Failed { get; init; }

    /// <summary>The lines' place.</summary>
    [JsonIgnore]
    public FileSpan Span => new(Start, End);

    /// <summary>The marks of a file; what a killed process left half-written is not among them.</summary>
    /// <exception cref="UsageException">A line is not a mark.</exception>
    public static IReadOnlyList<BatchMark> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return [.. WholeLines.Of(file, (text, _, number) => Parse(text.Span, path, number))];
    }

    private static BatchMark Parse(ReadOnlySpan<byte> text, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<BatchMark>(text, RunJson.Compact) ?? throw new JsonException("null");
        }
        catch (JsonException failure)
        {
            throw new UsageException($"{ShownText.Of(path)}: line {number} is not a batch's; the file was changed since it was written", failure);
        }
    }
}
