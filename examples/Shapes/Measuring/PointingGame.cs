namespace Shapes.Measuring;

/// <summary>Whether a map's maximum lies on an object (Zhang et al., arXiv 1608.00507, section 4.1).</summary>
public static class PointingGame
{
    /// <summary>Looks for object within a distance of the first maximum in row order.</summary>
    /// <param name="map">Row-major, as many values as the mask.</param>
    /// <param name="objects">1 where there is object.</param>
    /// <param name="side">The side of both, in pixels.</param>
    /// <param name="tolerance">The distance in pixels; 0 for the very pixel.</param>
    public static bool Hits(IReadOnlyList<float> map, byte[] objects, int side, int tolerance)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(objects);
        int best = map.Index().MaxBy(entry => entry.Item).Index;
        int x = best % side, y = best / side;
        for (int v = Math.Max(0, y - tolerance); v <= Math.Min(side - 1, y + tolerance); v++)
        {
            for (int u = Math.Max(0, x - tolerance); u <= Math.Min(side - 1, x + tolerance); u++)
            {
                bool near = (u - x) * (u - x) + (v - y) * (v - y) <= tolerance * tolerance;
                if (near && objects[v * side + u] != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
