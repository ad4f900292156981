using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GradCam.Imaging;

namespace GradCam.Maps;

/// <summary>What a method found, signed and before any scaling: L of a layer's map, or a number for each channel of each pixel.</summary>
public sealed record AttributionMap
{
    /// <summary>Wraps numbers as a map.</summary>
    /// <param name="channels">1 for a map of positions, 3 for an attribution of each colour; 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="width">Numbers a row, 1 or more.</param>
    /// <param name="values">Channel by channel, row-major, finite.</param>
    /// <exception cref="ArgumentException">A side is below 1, or there are more or fewer numbers than the sides ask for.</exception>
    public AttributionMap(int channels, int height, int width, ImmutableArray<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (values.IsDefault || values.Length != (long)channels * height * width)
        {
            throw new ArgumentException($"A map of {channels} x {height} x {width} has {(long)channels * height * width} numbers", nameof(values));
        }

        (Channels, Height, Width, Values) = (channels, height, width, values);
    }

    /// <summary>1 for a map of positions, 3 for an attribution of each colour.</summary>
    public int Channels { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Numbers a row.</summary>
    public int Width { get; }

    /// <summary>Channel by channel, row-major, signed.</summary>
    public ImmutableArray<float> Values { get; }

    /// <summary>True where there is nothing to show: the mask of a map of positions has no spread, or all numbers of the others are one number.</summary>
    public bool IsFlat => Channels == 1 ? Mask().IsFlat : !Values.AsSpan().ContainsAnyExcept(Values[0]);

    /// <summary>The mask: what is positive of the map, from 0 at its minimum to 1 at its maximum, at the map's own size; zeros where that is flat.</summary>
    /// <exception cref="InvalidOperationException">The map has several channels.</exception>
    public SaliencyMask Mask()
    {
        if (Channels != 1)
        {
            throw new InvalidOperationException($"A map of {Channels} channels has no mask: reduce it to one first");
        }

        float[] positive = new float[Values.Length];
        for (int i = 0; i < positive.Length; i++)
        {
            positive[i] = Math.Max(Values[i], 0);
        }

        return SaliencyMask.Create(positive, Width, Height);
    }

    /// <summary>The map at another size, each channel by OpenCV's <c>INTER_LINEAR</c>.</summary>
    /// <param name="width">New width, 1 or more.</param>
    /// <param name="height">New height, 1 or more.</param>
    public AttributionMap Resize(int width, int height) => Resize(width, height, plane => Resizing.Resize(plane, Width, Height, width, height));

    /// <summary>The map enlarged, each channel by a cubic B-spline over its numbers.</summary>
    /// <param name="width">New width, 1 or more.</param>
    /// <param name="height">New height, 1 or more.</param>
    internal AttributionMap Smooth(int width, int height) => Resize(width, height, plane => SplineResizing.Resize(plane, Width, Height, width, height));

    /// <summary>Whether both have the same sides and numbers.</summary>
    public bool Equals(AttributionMap? other) => other is not null
        && (Channels, Height, Width) == (other.Channels, other.Height, other.Width) && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Channels, Height, Width, Values[0], Values[^1]);

    private AttributionMap Resize(int width, int height, Func<float[], float[]> resize)
    {
        if ((width, height) == (Width, Height))
        {
            return this;
        }

        float[] resized = new float[checked(Channels * width * height)];
        for (int channel = 0; channel < Channels; channel++)
        {
            resize(Values.AsSpan(channel * Width * Height, Width * Height).ToArray()).CopyTo(resized, channel * width * height);
        }

        return new AttributionMap(Channels, height, width, ImmutableCollectionsMarshal.AsImmutableArray(resized));
    }
}
