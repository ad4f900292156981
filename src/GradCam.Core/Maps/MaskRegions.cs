namespace GradCam.Maps;

/// <summary>The connected regions of a mask that are strong enough (Grad-CAM paper, section 4.1: at 0.15, the largest one localises an object).</summary>
internal static class MaskRegions
{
    /// <summary>The boxes around the regions of pixels of at least a value; pixels that touch at a side or a corner belong together.</summary>
    /// <param name="values">The mask, row by row.</param>
    /// <param name="width">Its width.</param>
    /// <param name="least">The value, 0 to 1.</param>
    /// <returns>In the mask's pixels, the region of most pixels first, of equal ones the upper one.</returns>
    public static IReadOnlyList<MapBox> BoxesOf(ReadOnlySpan<float> values, int width, float least)
    {
        List<(int Pixels, MapBox Box)> regions = [];
        bool[] seen = new bool[values.Length];
        for (int start = 0; start < seen.Length; start++)
        {
            if (!seen[start] && values[start] >= least)
            {
                regions.Add(RegionAt(start, values, width, least, seen));
            }
        }

        return [.. regions.OrderByDescending(region => region.Pixels).Select(region => region.Box)];
    }

    private static (int Pixels, MapBox Box) RegionAt(int start, ReadOnlySpan<float> values, int width, float least, bool[] seen)
    {
        int height = values.Length / width, left = width, top = height, right = -1, bottom = -1, pixels = 0;
        Stack<int> open = new([start]);
        seen[start] = true;
        while (open.TryPop(out int place))
        {
            (int y, int x) = Math.DivRem(place, width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
            pixels++;
            for (int row = Math.Max(y - 1, 0); row <= Math.Min(y + 1, height - 1); row++)
            {
                for (int column = Math.Max(x - 1, 0); column <= Math.Min(x + 1, width - 1); column++)
                {
                    int next = (row * width) + column;
                    if (!seen[next] && values[next] >= least)
                    {
                        seen[next] = true;
                        open.Push(next);
                    }
                }
            }
        }

        return (pixels, new MapBox(left, top, right - left + 1, bottom - top + 1));
    }
}
