using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GradCam.Imaging;

namespace GradCam.Maps;

/// <summary>A map made comparable: from 0 at its minimum to 1 at its maximum.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Values">Row-major, 0 to 1; zero everywhere for a flat map.</param>
/// <param name="IsFlat">True where the map has no spread (zero everywhere, or constant): there is nothing to show.</param>
public sealed record SaliencyMask(int Width, int Height, ImmutableArray<float> Values, bool IsFlat)
{
    /// <summary>Subtracts a map's minimum and divides by the maximum of the rest; a map without spread gives the zero mask.</summary>
    /// <param name="map">Row-major, finite, at least one number.</param>
    /// <param name="width">The map's width.</param>
    /// <param name="height">The map's height.</param>
    public static SaliencyMask Create(ReadOnlySpan<float> map, int width, int height)
    {
        float smallest = float.PositiveInfinity, largest = float.NegativeInfinity;
        foreach (float value in map)
        {
            smallest = Math.Min(smallest, value);
            largest = Math.Max(largest, value);
        }

        float spread = largest - smallest;
        float[] values = new float[map.Length];
        for (int i = 0; spread != 0 && i < values.Length; i++)
        {
            values[i] = (map[i] - smallest) / spread;
        }

        return new SaliencyMask(width, height, ImmutableCollectionsMarshal.AsImmutableArray(values), spread == 0);
    }

    /// <summary>The mask at another size, by OpenCV's <c>INTER_LINEAR</c>.</summary>
    /// <param name="width">New width in pixels, 1 or more.</param>
    /// <param name="height">New height in pixels, 1 or more.</param>
    public SaliencyMask Resize(int width, int height) => this with
    {
        Width = width,
        Height = height,
        Values = ImmutableCollectionsMarshal.AsImmutableArray(
            Resizing.Resize(ImmutableCollectionsMarshal.AsArray(Values)!, Width, Height, width, height)),
    };

    /// <summary>
    /// The boxes around the connected regions of numbers of at least a value: numbers that touch at a side or a corner belong together
    /// (Selvaraju et al., arXiv 1610.02391, section 4.1: at 0.15 the largest region localises an object).
    /// </summary>
    /// <param name="least">The value, 0 to 1.</param>
    /// <returns>In the mask's own numbers, the region of most numbers first; none of a flat mask.</returns>
    public IReadOnlyList<MapBox> Boxes(float least) => IsFlat ? [] : MaskRegions.BoxesOf(Values.AsSpan(), Width, least);

    /// <summary>The mask enlarged by a cubic B-spline, and scaled to 0 to 1 anew, since the spline is lower than its highest number.</summary>
    /// <param name="width">New width in pixels, 1 or more.</param>
    /// <param name="height">New height in pixels, 1 or more.</param>
    internal SaliencyMask Smooth(int width, int height) => (width, height) == (Width, Height) ? this
        : Create(SplineResizing.Resize(Values.AsSpan(), Width, Height, width, height), width, height);

    /// <summary>Whether both have the same sides and numbers.</summary>
    public bool Equals(SaliencyMask? other) => other is not null
        && (Width, Height, IsFlat) == (other.Width, other.Height, other.IsFlat) && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Width, Height, IsFlat, Values.Length);
}
