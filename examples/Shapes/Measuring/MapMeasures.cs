using Shapes.Drawing;

namespace Shapes.Measuring;

/// <summary>How well maps agree with the truth, over the scenes added.</summary>
public sealed class MapMeasures
{
    private const int Tolerance = 15, Many = 3;
    private const double Covered = 0.5;

    private int scenes;
    private int hits;
    private int hitsNearby;
    private double energy;
    private int objects;
    private int objectsCovered;

    /// <summary>The share of scenes whose maximum lies on an object.</summary>
    public double Pointing => (double)hits / scenes;

    /// <summary>The share of scenes whose maximum lies within 15 pixels of an object.</summary>
    public double PointingNearby => (double)hitsNearby / scenes;

    /// <summary>The share of a map's sum that lies on objects, on average over scenes; 0 for a map without spread.</summary>
    public double Energy => energy / scenes;

    /// <summary>The share of objects with a mean mask of at least 0.5, in scenes of three objects or more; NaN without such scenes.</summary>
    public double ObjectsCovered => (double)objectsCovered / objects;

    /// <summary>Adds a scene and its map.</summary>
    /// <param name="scene">The truth.</param>
    /// <param name="map">The mask, 0 to 1, of the scene's size; zero everywhere counts as a miss.</param>
    public void Add(Scene scene, IReadOnlyList<float> map)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(map);
        scenes++;
        byte[] truth = scene.Mask();
        if (map.Max() > 0)
        {
            hits += PointingGame.Hits(map, truth, scene.Image.Width, 0) ? 1 : 0;
            hitsNearby += PointingGame.Hits(map, truth, scene.Image.Width, Tolerance) ? 1 : 0;
            energy += Sum(map, truth) / map.Sum(value => (double)value);
        }

        if (scene.Objects.Count >= Many)
        {
            objects += scene.Objects.Count;
            objectsCovered += scene.Objects.Count(o => Sum(map, o.Mask) / o.Area >= Covered);
        }
    }

    /// <summary>Of a map's sum on the objects of two classes, the share on those of one.</summary>
    /// <param name="scene">A scene of two classes.</param>
    /// <param name="map">The mask that was made for <paramref name="asked"/>.</param>
    /// <param name="asked">The class asked for.</param>
    public static double ShareOf(Scene scene, IReadOnlyList<float> map, ShapeKind asked)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(map);
        double all = Sum(map, scene.Mask());
        return all == 0 ? 0 : Sum(map, scene.Mask(asked)) / all;
    }

    private static double Sum(IReadOnlyList<float> map, byte[] mask)
    {
        double sum = 0;
        for (int i = 0; i < map.Count; i++)
        {
            sum += mask[i] * map[i];
        }

        return sum;
    }
}
