using System.Runtime.InteropServices;
using GradCam.Maps;
using GradCam.Methods;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam;

/// <summary>A method's maps of the pictures of a batch, and what it said of them.</summary>
internal sealed class MethodResult
{
    private readonly AttributionMap[] maps;
    private readonly IReadOnlyList<int> pictures;
    private readonly MethodNotes notes;

    private MethodResult(AttributionMap[] maps, IReadOnlyList<int> pictures, MethodNotes notes) =>
        (this.maps, this.pictures, this.notes) = (maps, pictures, notes);

    /// <summary>Computes a method's maps.</summary>
    /// <param name="method">The method.</param>
    /// <param name="context">What was recorded for it.</param>
    /// <param name="notes">Takes what it says.</param>
    /// <param name="pictures">The places in the batch of the context's pictures.</param>
    /// <param name="where">The layer and the classes, for messages.</param>
    /// <exception cref="NonFiniteException">A gradient or a map is not finite.</exception>
    /// <exception cref="InvalidOperationException">The method gives something else than it says.</exception>
    public static MethodResult Create(PlannedMethod method, AttributionContext context, MethodNotes notes, IReadOnlyList<int> pictures, string where)
    {
        foreach (RecordedLayer layer in method.Needs.LayerGradient ? context.Layers : [])
        {
            FiniteCheck.Demand(layer.Gradient!, "gradient", where);
        }

        if (method.Needs.Rule is not null)
        {
            FiniteCheck.Demand(context.InputGradient, "input gradient", where);
        }

        Tensor map = method.Method.Compute(context);
        Demand(method.Method, map.shape, pictures.Count);
        FiniteCheck.Demand(map, $"{method.Method.Title} map", where);
        (int channels, int height, int width) = (map.dim() == 4 ? (int)map.shape[1] : 1, (int)map.shape[^2], (int)map.shape[^1]);
        return new MethodResult(
            [.. TensorRows.Read(map).Select(values => new AttributionMap(channels, height, width, ImmutableCollectionsMarshal.AsImmutableArray(values)))],
            pictures,
            notes);
    }

    /// <summary>The map of a picture.</summary>
    /// <param name="picture">Its place in the batch.</param>
    public AttributionMap MapOf(int picture) => maps[PlaceOf(picture)];

    /// <summary>What the method warns of at a picture.</summary>
    /// <param name="picture">Its place in the batch.</param>
    public IReadOnlyList<string> WarningsOf(int picture) => notes.WarningsOf(PlaceOf(picture));

    /// <summary>What the method leaves unaccounted for at a picture; null where it tells nothing.</summary>
    /// <param name="picture">Its place in the batch.</param>
    public double? GapOf(int picture) => notes.GapOf(PlaceOf(picture));

    private int PlaceOf(int picture)
    {
        for (int place = 0; place < pictures.Count; place++)
        {
            if (pictures[place] == picture)
            {
                return place;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(picture), picture, "The picture was left out");
    }

    private static void Demand(IAttributionMethod method, long[] shape, int pictures)
    {
        bool fits = shape.Length > 0 && shape[0] == pictures && method.Kind switch
        {
            AttributionKind.Map => shape.Length == 3,
            AttributionKind.Pixels => shape is [_, 3, _, _],
            _ => shape.Length == 4,
        };
        if (!fits)
        {
            throw new InvalidOperationException(
                $"Method {method.Key} gives [{string.Join(", ", shape)}] for {pictures} pictures, which is no result of the kind {method.Kind}");
        }
    }
}
