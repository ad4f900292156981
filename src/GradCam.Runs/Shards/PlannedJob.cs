using System.Text.Json.Serialization;

namespace GradCam.Runs;

/// <summary>A job as a line of a plan's file.</summary>
internal sealed record PlannedJob
{
    /// <summary>The picture's file.</summary>
    [JsonPropertyName("path")]
    public required string Path { get; init; }

    /// <summary>What it goes by.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>The network's place among those of the plan.</summary>
    [JsonPropertyName("network")]
    public required int Network { get; init; }

    /// <summary>The layers; null for the network's default.</summary>
    [JsonPropertyName("layers")]
    public IReadOnlyList<string>? Layers { get; init; }

    /// <summary>Whether the layers are the row's own.</summary>
    [JsonPropertyName("own_layers")]
    public bool? OwnLayers { get; init; }

    /// <summary>The classes; null for those of the call.</summary>
    [JsonPropertyName("classes")]
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>What the picture shows.</summary>
    [JsonPropertyName("truth")]
    public string? Truth { get; init; }

    /// <summary>The archive that it stands in; null for none.</summary>
    [JsonPropertyName("archive")]
    public string? Archive { get; init; }

    /// <summary>Its first byte in the archive.</summary>
    [JsonPropertyName("start")]
    public long? Start { get; init; }

    /// <summary>The byte behind its last one.</summary>
    [JsonPropertyName("end")]
    public long? End { get; init; }

    /// <summary>A job's line.</summary>
    /// <param name="job">The job.</param>
    /// <param name="network">Its network's place.</param>
    /// <param name="targets">The classes of the call, which are not repeated.</param>
    public static PlannedJob Of(BatchJob job, int network, IReadOnlyList<Target> targets) => new()
    {
        Path = job.Picture.Path,
        Name = job.Picture.Name,
        Network = network,
        Layers = job.Layers.Count == 0 ? null : job.Layers,
        OwnLayers = job.Picture.Layers is null ? null : true,
        Classes = job.Targets.SequenceEqual(targets) ? null : [.. job.Targets.Select(target => target.ToString())],
        Truth = job.Picture.Truth,
        Archive = job.Picture.Archived?.Archive,
        Start = job.Picture.Archived?.Span.Start,
        End = job.Picture.Archived?.Span.End,
    };

    /// <summary>The job again.</summary>
    /// <param name="networks">The plan's networks.</param>
    /// <param name="targets">The classes of the call.</param>
    public BatchJob Job(IReadOnlyList<NetworkChoice> networks, IReadOnlyList<Target> targets)
    {
        IReadOnlyList<string> layers = Layers ?? [];
        ListedPicture picture = new(Path, Name, Layers: OwnLayers == true ? layers : null, Truth: Truth)
        {
            Archived = Archive is { } archive ? new ArchivePlace(archive, new FileSpan(Start ?? 0, End ?? 0)) : null,
        };
        return new BatchJob(picture, networks[Network], layers, Classes is { } classes ? [.. classes.Select(Target.Parse)] : targets);
    }
}
