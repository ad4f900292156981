using GradCam.Imaging;

namespace GradCam.Methods;

/// <summary>A map made comparable: from 0 at its minimum to 1 at its maximum.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Values">Row-major, 0 to 1; zero everywhere for a flat map.</param>
/// <param name="IsFlat">True where the map has no spread (zero everywhere, or constant): there is nothing to show.</param>
public sealed record SaliencyMask(int Width, int Height, float[] Values, bool IsFlat)
{
    /// <summary>Subtracts a map's minimum and divides by the maximum of the rest; a map without spread gives the zero mask.</summary>
    /// <param name="map">Row-major, finite.</param>
    /// <param name="width">The map's width.</param>
    /// <param name="height">The map's height.</param>
    public static SaliencyMask FromMap(IReadOnlyList<float> map, int width, int height)
    {
        float smallest = map.Min();
        float spread = map.Max() - smallest;
        bool flat = spread == 0;
        float[] values = flat ? new float[map.Count] : [.. map.Select(value => (value - smallest) / spread)];
        return new SaliencyMask(width, height, values, flat);
    }

    /// <summary>The mask at another size, by OpenCV's <c>INTER_LINEAR</c>.</summary>
    /// <param name="width">New width in pixels.</param>
    /// <param name="height">New height in pixels.</param>
    public SaliencyMask Resize(int width, int height) =>
        this with { Width = width, Height = height, Values = Resizing.Resize(Values, Width, Height, width, height) };
}
