using System.Runtime.InteropServices;
using GradCam.Maps;

namespace GradCam.Methods;

/// <summary>How an attribution of the three colours becomes one number a pixel.</summary>
internal static class PixelReduction
{
    // As their papers draw them (arXiv 1312.6034 section 3.1, 1706.03825).
    private static readonly string[] Largest = [GradientMethod.Name, SmoothGradMethod.Name];

    /// <summary>Of gradients the largest magnitude of the colours, of other attributions the sum of the magnitudes; a map of positions stays as it is.</summary>
    /// <param name="method">The method's key.</param>
    /// <param name="map">What it found.</param>
    public static AttributionMap Reduce(string method, AttributionMap map)
    {
        if (map.Channels == 1)
        {
            return map;
        }

        int pixels = map.Width * map.Height;
        float[] plane = new float[pixels];
        bool isLargest = Largest.Contains(method);
        for (int i = 0; i < map.Values.Length; i++)
        {
            float magnitude = Math.Abs(map.Values[i]);
            ref float at = ref plane[i % pixels];
            at = isLargest ? Math.Max(at, magnitude) : at + magnitude;
        }

        return new AttributionMap(1, map.Height, map.Width, ImmutableCollectionsMarshal.AsImmutableArray(plane));
    }
}
