using System.Text.Json.Serialization;
using GradCam.Maps;

namespace GradCam;

/// <summary>
/// What became of one picture with one network, one layer and one class: the one form of a result. It is a line of <c>results.jsonl</c> and, with more
/// fields, a <c>.json</c> file. Either <see cref="Error"/> says why there is no result, or the rest is filled.
/// </summary>
public sealed record ResultRecord
{
    /// <summary>The form's version: 2. (1 had two forms: <c>class_name</c>, and flat maps as a flag, in <c>.json</c> files.)</summary>
    public int Schema { get; init; } = 2;

    /// <summary>The picture's name: its path below the given folder, folders parted by <c>/</c>.</summary>
    public string? Image { get; init; }

    /// <summary>The picture's file, from the results' folder on, folders parted by <c>/</c>.</summary>
    public string? Source { get; init; }

    /// <summary>The place of this result among those of its picture with its network, by layer and then class, from 1 up; null where it is the only one.</summary>
    public int? Part { get; init; }

    /// <summary>How many results the picture has with its network; null where it is one.</summary>
    public int? Parts { get; init; }

    /// <summary>The network, as typed.</summary>
    public required string Network { get; init; }

    /// <summary>Whose arithmetic was followed; in <c>.json</c> files alone.</summary>
    public string? Variant { get; init; }

    /// <summary>The layer that was explained.</summary>
    public string? Layer { get; init; }

    /// <summary>The class that was explained, from 0 up.</summary>
    public int? ClassId { get; init; }

    /// <summary>That class's name.</summary>
    [JsonPropertyName("class")]
    public string? ClassName { get; init; }

    /// <summary>That class's probability, 0 to 1.</summary>
    public double? Probability { get; init; }

    /// <summary>The five most probable classes, the most probable first.</summary>
    [JsonPropertyName("top5")]
    public IReadOnlyList<ClassScore> TopFive { get; init; } = [];

    /// <summary>What a list says that the picture shows: a class's number or name.</summary>
    public string? Truth { get; init; }

    /// <summary>Whether the most probable class is the truth; null where no truth is known.</summary>
    public bool? Correct { get; init; }

    /// <summary>The methods whose maps had no spread, by their keys.</summary>
    public IReadOnlyList<string> Flat { get; init; } = [];

    /// <summary>The side of the network's input; in <c>.json</c> files alone.</summary>
    public int? InputSize { get; init; }

    /// <summary>Whether the input was transformed as inception_v3's published weights need it; in <c>.json</c> files alone.</summary>
    public bool? TransformInput { get; init; }

    /// <summary>How a picture became the input: squash, crop or pad; in <c>.json</c> files alone.</summary>
    public string? Fit { get; init; }

    /// <summary>The mean that was subtracted; in <c>.json</c> files alone.</summary>
    public IReadOnlyList<float>? Mean { get; init; }

    /// <summary>The deviation that was divided by; in <c>.json</c> files alone.</summary>
    public IReadOnlyList<float>? Std { get; init; }

    /// <summary>True where nothing said which mean and deviation the network wants, and ImageNet's were taken; null else; in <c>.json</c> files alone.</summary>
    public bool? AssumesNormalisation { get; init; }

    /// <summary>The methods, with their parameters; in <c>.json</c> files alone.</summary>
    public IReadOnlyList<string>? Methods { get; init; }

    /// <summary>What was explained, where it is not the class's logit alone.</summary>
    public string? Score { get; init; }

    /// <summary>How the maps of several layers became one, where they did.</summary>
    public string? Fuse { get; init; }

    /// <summary>What the methods warn of, a sentence each.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>What was found against each map, by the methods' keys; null where none was checked.</summary>
    public IReadOnlyDictionary<string, MapCheck>? Checks { get; init; }

    /// <summary>What was measured of each method's map, by the method's key and then by the value's name; an undefined value is null.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>>? Metrics { get; init; }

    /// <summary>The class's probability along the curves that values are areas under or means of, by the method's key and then by the value's name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<double>>>? Curves { get; init; }

    /// <summary>
    /// The share of the score that a method's numbers leave unaccounted for, 0 or more, by the keys of the methods whose numbers should add up to it; null where
    /// there is none.
    /// </summary>
    public IReadOnlyDictionary<string, double>? Gaps { get; init; }

    /// <summary>The least value of a mask within its boxes, 0 to 1; null where no boxes were asked for.</summary>
    public float? BoxesFrom { get; init; }

    /// <summary>The boxes around the strong regions of maps, by method, in the picture's own pixels, the largest region first; null where none were asked for.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<MapBox>>? Boxes { get; init; }

    /// <summary>What random numbers started from; in <c>.json</c> files alone.</summary>
    public int? Seed { get; init; }

    /// <summary>The SHA-256 of the file that the weights came from; in <c>.json</c> files alone.</summary>
    [JsonPropertyName("checkpoint_sha256")]
    public string? CheckpointSha256 { get; init; }

    /// <summary>The versions of what computed it; in <c>.json</c> files alone.</summary>
    public IReadOnlyDictionary<string, string>? Versions { get; init; }

    /// <summary>
    /// The files written, by key (<c>heatmap</c>, <c>cam++</c>, …), as paths from the results' folder on, folders parted by <c>/</c>; a packed one's is its
    /// archive's, a slash and its name there.
    /// </summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>Where packed files stand in their archive, by key: the first byte and the number of bytes; null where each is a file of its own.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>>? Packed { get; init; }

    /// <summary>The time for this result, in seconds: what was shared is divided by those that shared it. Nothing else may differ between two runs.</summary>
    public double? Seconds { get; init; }

    /// <summary>Seconds of each stage; in <c>.json</c> files alone.</summary>
    public IReadOnlyDictionary<string, double>? Stages { get; init; }

    /// <summary>Why there is no result, in one line; null where there is one.</summary>
    public string? Error { get; init; }

    /// <summary>The fields that a line of results has, of one explanation.</summary>
    /// <param name="explanation">What was found.</param>
    /// <param name="files">The files written, by key.</param>
    internal static ResultRecord Create(Explanation explanation, IReadOnlyDictionary<string, string> files) => new()
    {
        Network = explanation.Provenance.Network,
        Layer = explanation.Layer,
        ClassId = explanation.Class.Id,
        ClassName = explanation.Class.ShownName,
        Probability = explanation.Class.Probability,
        TopFive = [.. explanation.TopFive.Select(score => score with { Name = score.ShownName })],
        Flat = explanation.Flat,
        Score = explanation.Score == $"class {explanation.Class.Id}" ? null : explanation.Score,
        Fuse = explanation.Provenance.Fuse == LayerFusion.None ? null : explanation.Provenance.Fuse.ToString().ToLowerInvariant(),
        Warnings = explanation.Warnings.Count == 0 ? null : explanation.Warnings,
        Checks = explanation.Checks.Count == 0 ? null : explanation.Checks,
        Metrics = explanation.Metrics,
        Curves = explanation.Curves is { Count: > 0 } ? explanation.Curves : null,
        Gaps = explanation.Gaps.Count == 0 ? null : explanation.Gaps,
        BoxesFrom = explanation.Provenance.Drawing.BoxesFrom,
        Boxes = explanation.Provenance.Drawing.BoxesFrom is null ? null : explanation.Boxes,
        Files = files,
        Seconds = Math.Round(StageClock.Sum(explanation.Seconds), 4),
    };

    /// <summary>The same with all that a <c>.json</c> file says besides.</summary>
    /// <param name="explanation">What was found.</param>
    internal ResultRecord WithProvenance(Explanation explanation) => this with
    {
        Variant = explanation.Provenance.Variant.Name,
        InputSize = explanation.Provenance.Preprocessing.InputSize,
        TransformInput = explanation.Provenance.Preprocessing.TransformInput,
        Seed = explanation.Provenance.Seed,
        Fit = explanation.Provenance.Preprocessing.Fit.ToString().ToLowerInvariant(),
        Mean = explanation.Provenance.Preprocessing.Mean,
        Std = explanation.Provenance.Preprocessing.Std,
        AssumesNormalisation = explanation.Provenance.AssumesNormalisation ? true : null,
        Methods = explanation.Provenance.Methods,
        CheckpointSha256 = explanation.Provenance.CheckpointSha256,
        Versions = explanation.Provenance.Versions,
        Stages = explanation.Seconds,
    };
}
