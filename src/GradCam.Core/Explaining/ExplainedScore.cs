using GradCam.Maps;
using GradCam.Recording;

namespace GradCam;

/// <summary>What the network gave for one score of one picture at one layer, before anything is drawn.</summary>
/// <param name="Plan">What was wanted, as far as the network could serve it.</param>
/// <param name="Picture">The picture's place.</param>
/// <param name="Layer">The layer's name; several joined by <c>+</c> where their maps were fused.</param>
/// <param name="Score">The score.</param>
/// <param name="Logits">The network's output for the picture.</param>
/// <param name="Maps">The maps, by their methods' keys.</param>
internal sealed record ExplainedScore(Plan Plan, int Picture, string Layer, Score Score, float[] Logits, IReadOnlyDictionary<string, AttributionMap> Maps)
{
    /// <summary>What the methods warn of, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The share of the score that a method leaves unaccounted for, by the keys of the methods that tell it.</summary>
    public IReadOnlyDictionary<string, double> Gaps { get; init; } = new Dictionary<string, double>();

    /// <summary>What speaks against the maps that were checked, by their methods' keys.</summary>
    public IReadOnlyDictionary<string, MapCheck> Checks { get; init; } = new Dictionary<string, MapCheck>();
}
