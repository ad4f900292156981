using System.Runtime.InteropServices;
using GradCam.Maps;
using GradCam.Methods;
using GradCam.Numerics;

namespace GradCam.Checking;

/// <summary>A map as the questions see it: one plane of numbers of 0 and more.</summary>
internal sealed class CheckedMap
{
    private readonly AttributionMap plane;

    private CheckedMap(AttributionMap plane) => this.plane = plane;

    /// <summary>Takes what is positive of a map of positions, and of an attribution one magnitude a pixel.</summary>
    /// <param name="method">The key of the method that found it.</param>
    /// <param name="map">The map.</param>
    public static CheckedMap Of(string method, AttributionMap map)
    {
        AttributionMap reduced = PixelReduction.Reduce(method, map);
        float[] plane = [.. reduced.Values.Select(value => Math.Max(value, 0))];
        return new CheckedMap(new AttributionMap(1, map.Height, map.Width, ImmutableCollectionsMarshal.AsImmutableArray(plane)));
    }

    /// <summary>How much smaller the smallest number is than the largest, as a share of it: 0 for a map without spread, 1 for one that is zero somewhere.</summary>
    public double Spread()
    {
        float smallest = float.PositiveInfinity, largest = 0;
        foreach (float value in plane.Values)
        {
            smallest = Math.Min(smallest, value);
            largest = Math.Max(largest, value);
        }

        return largest == 0 ? 0 : (largest - smallest) / (double)largest;
    }

    /// <summary>The rank correlation with another map of the same method; 0 where one of the two has no spread, and so nothing in common with the other.</summary>
    public double Likeness(CheckedMap other) =>
        RankCorrelation.Of(Numbers(), other.Numbers()) is var found && double.IsNaN(found) ? 0 : found;

    /// <summary>The mask, at the input's size: S x S, 0 to 1.</summary>
    public SaliencyMask Mask(int side) => plane.Mask().Resize(side, side);

    private double[] Numbers() => [.. plane.Values.Select(value => (double)value)];
}
