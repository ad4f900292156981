using GradCam.Maps;
using Shapes.Drawing;

namespace Shapes.Measuring;

/// <summary>How well the boxes of masks agree with the drawn objects' own, at one value, over the scenes added.</summary>
/// <param name="least">The least value of a mask within its boxes.</param>
public sealed class BoxScore(float least)
{
    private const double Met = 0.5;

    private int scenes;
    private int hits;
    private int single;
    private int singleHits;
    private int objects;
    private int found;

    /// <summary>The least value of a mask within its boxes.</summary>
    public float Least => least;

    /// <summary>The share of scenes whose largest region's box and an object's have an intersection over union of 0.5 or more.</summary>
    public double Scenes => (double)hits / scenes;

    /// <summary>The same of scenes of one object; NaN without such scenes.</summary>
    public double SingleScenes => (double)singleHits / single;

    /// <summary>The share of all objects that any of their scene's boxes meets so.</summary>
    public double Objects => (double)found / objects;

    /// <summary>Adds a scene.</summary>
    /// <param name="truths">Its objects' boxes, at least one.</param>
    /// <param name="mask">The mask, of the scene's size.</param>
    public void Add(IReadOnlyList<MapBox> truths, SaliencyMask mask)
    {
        ArgumentNullException.ThrowIfNull(truths);
        ArgumentNullException.ThrowIfNull(mask);
        IReadOnlyList<MapBox> boxes = mask.Boxes(least);
        bool isHit = boxes.Count > 0 && truths.Any(truth => Overlap(boxes[0], truth) >= Met);
        scenes++;
        hits += isHit ? 1 : 0;
        single += truths.Count == 1 ? 1 : 0;
        singleHits += truths.Count == 1 && isHit ? 1 : 0;
        objects += truths.Count;
        found += truths.Count(truth => boxes.Any(box => Overlap(box, truth) >= Met));
    }

    /// <summary>The intersection of two boxes over their union.</summary>
    public static double Overlap(MapBox one, MapBox other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        double width = Math.Min(one.X + one.Width, other.X + other.Width) - Math.Max(one.X, other.X);
        double height = Math.Min(one.Y + one.Height, other.Y + other.Height) - Math.Max(one.Y, other.Y);
        double both = Math.Max(width, 0) * Math.Max(height, 0);
        return both / ((one.Width * one.Height) + (other.Width * other.Height) - both);
    }

    /// <summary>The box of an object's pixels.</summary>
    public static MapBox BoxOf(SceneObject drawn, int width)
    {
        ArgumentNullException.ThrowIfNull(drawn);
        int[] places = [.. drawn.Mask.Index().Where(pixel => pixel.Item != 0).Select(pixel => pixel.Index)];
        (int left, int right) = (places.Min(place => place % width), places.Max(place => place % width));
        (int top, int bottom) = (places[0] / width, places[^1] / width);
        return new MapBox(left, top, right - left + 1, bottom - top + 1);
    }
}
