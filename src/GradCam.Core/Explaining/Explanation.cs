using System.Collections.Immutable;
using GradCam.Imaging;
using GradCam.Maps;
using GradCam.Networks;

namespace GradCam;

/// <summary>Why a network gave its answer for one picture, at one layer, for one class: plain arrays and pictures, no native memory.</summary>
public sealed record Explanation
{
    /// <summary>The class explained.</summary>
    public required ClassScore Class { get; init; }

    /// <summary>What was explained, in words: the class, or what it is compared with, or a score's own name.</summary>
    public string Score { get; init; } = "";

    /// <summary>The five most probable classes (fewer where there are fewer), the most probable first.</summary>
    public required IReadOnlyList<ClassScore> TopFive { get; init; }

    /// <summary>The network's output before softmax, a value a class.</summary>
    public required ImmutableArray<float> Logits { get; init; }

    /// <summary>The layer's dotted name; several joined by <c>+</c> where their maps were fused.</summary>
    public required string Layer { get; init; }

    /// <summary>The maps, by their methods' keys.</summary>
    public required IReadOnlyDictionary<string, AttributionMap> Maps { get; init; }

    /// <summary>The pictures that were asked for, by their keys.</summary>
    public required IReadOnlyDictionary<string, RgbImage> Pictures { get; init; }

    /// <summary>Which part of the picture the network saw.</summary>
    public required InputFrame Frame { get; init; }

    /// <summary>Where the explanation comes from.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>Seconds a stage took; a stage that serves several explanations is shared out over them.</summary>
    public required IReadOnlyDictionary<string, double> Seconds { get; init; }

    /// <summary>The place of the picture among those that were explained together.</summary>
    public int Picture { get; init; }

    /// <summary>The methods whose maps have no spread: there is nothing to show.</summary>
    public IReadOnlyList<string> Flat => [.. Maps.Keys.Where(method => Maps[method].IsFlat)];

    /// <summary>What the methods warn of, a sentence each: a map whose sign is a toss-up, for example.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>
    /// The share of the score that a method's numbers leave unaccounted for, 0 or more, by the keys of the methods whose numbers should add up to it
    /// (Integrated Gradients, FullGrad).
    /// </summary>
    public IReadOnlyDictionary<string, double> Gaps { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// What speaks against each map, by the methods' keys, where <see cref="ExplainOptions.Check"/> asked for it; of methods that give several maps nothing.
    /// </summary>
    public IReadOnlyDictionary<string, MapCheck> Checks { get; init; } = new Dictionary<string, MapCheck>();

    /// <summary>
    /// The boxes around the strong regions of maps of positions, by their methods' keys, in the explained picture's own pixels; the region of most pixels
    /// first. Empty where no value was asked for (<see cref="Rendering.DrawingOptions.BoxesFrom"/>).
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<MapBox>> Boxes { get; init; } = new Dictionary<string, IReadOnlyList<MapBox>>();

    /// <summary>A map's mask at the size of the network's input: S x S, 0 to 1.</summary>
    /// <param name="method">The method's key.</param>
    /// <exception cref="KeyNotFoundException">The method was not asked for.</exception>
    /// <exception cref="InvalidOperationException">Its map has several channels.</exception>
    public SaliencyMask Mask(string method)
    {
        int side = Provenance.Preprocessing.InputSize;
        return Maps[method].Mask().Resize(side, side);
    }

    /// <summary>What was measured of the maps, by method and then by value; an undefined value is null. Null where nothing was measured.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>>? Metrics { get; init; }

    /// <summary>The curves that values are areas under, by method and then by value. Null where nothing was measured.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<double>>>? Curves { get; init; }

    /// <summary>The methods and pictures that have nothing to do with the layer: where several layers are asked for they are one and the same.</summary>
    internal IReadOnlySet<string> WithoutLayer { get; init; } = new HashSet<string>();
}
