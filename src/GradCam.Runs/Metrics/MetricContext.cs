using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GradCam.Maps;
using GradCam.Methods;

namespace GradCam.Runs;

/// <summary>One map as a metric sees it.</summary>
internal sealed class MetricContext
{
    private readonly Lazy<int[]> ranking;

    /// <summary>Makes one.</summary>
    /// <param name="picture">The picture that the map explains.</param>
    /// <param name="layer">The layer, as results name it.</param>
    /// <param name="method">The method's key.</param>
    /// <param name="map">What the method found.</param>
    public MetricContext(MeasuredPicture picture, string layer, string method, AttributionMap map)
        : this(picture, layer, method, map, PlaneOf(method, map).Resize(picture.Side, picture.Side).Values)
    {
    }

    /// <summary>The same with a mask that is at hand.</summary>
    internal MetricContext(MeasuredPicture picture, string layer, string method, AttributionMap map, ImmutableArray<float> mask)
    {
        (Picture, Layer, Method, Map) = (picture, layer, method, map);
        Mask = ImmutableCollectionsMarshal.AsArray(mask)!;
        ranking = new Lazy<int[]>(() => Numerics.Ranking.Of(Mask, picture.Ties));
    }

    /// <summary>The picture.</summary>
    public MeasuredPicture Picture { get; }

    /// <summary>The layer, as results name it.</summary>
    public string Layer { get; }

    /// <summary>The method's key.</summary>
    public string Method { get; }

    /// <summary>What the method found, signed and at its own size.</summary>
    public AttributionMap Map { get; }

    /// <summary>M: the mask at the input's size, 0 to 1, row-major. Read only.</summary>
    public float[] Mask { get; }

    /// <summary>The pixels by their mask, the largest first.</summary>
    public int[] Ranking => ranking.Value;

    /// <summary>What of a map is compared and measured by itself: relu(L), or the magnitude of what was found at each pixel.</summary>
    public double[] Positive => PositiveOf(Map);

    /// <summary>The same of another map of the same method.</summary>
    public double[] PositiveOf(AttributionMap map) => map.Channels == 1
        ? [.. map.Values.Select(value => Math.Max((double)value, 0))]
        : [.. PixelReduction.Reduce(Method, map).Values.Select(value => (double)value)];

    /// <summary>A map's mask at the input's size, of the same method.</summary>
    public float[] MaskOf(AttributionMap map) =>
        ImmutableCollectionsMarshal.AsArray(PlaneOf(Method, map).Resize(Picture.Side, Picture.Side).Values)!;

    /// <summary>This method's map of this layer among what was explained of another input.</summary>
    public AttributionMap MapIn(IReadOnlyList<ExplainedScore> explained) => explained.First(one => one.Layer == Layer).Maps[Method];

    private static SaliencyMask PlaneOf(string method, AttributionMap map) => PixelReduction.Reduce(method, map).Mask();
}
