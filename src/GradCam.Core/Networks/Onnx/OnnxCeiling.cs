namespace GradCam.Networks;

/// <summary>
/// The most elements of one value. It is lowered while constants are computed, before anything is known of a model but that its file has so many bytes; the
/// operators ask for it before they take memory.
/// </summary>
internal static class OnnxCeiling
{
    /// <summary>1 GB of numbers, some ten times the largest value of a network at usual sizes and batches.</summary>
    public const long Most = 1L << 28;

    [ThreadStatic]
    private static long? lowered;

    /// <summary>The most elements of a value on this thread now.</summary>
    public static long Elements => lowered ?? Most;

    /// <summary>Lowers the ceiling on this thread until what is returned is disposed.</summary>
    /// <param name="elements">The most elements, 0 or more.</param>
    public static IDisposable Lower(long elements)
    {
        lowered = Math.Min(elements, Most);
        return new Lowered();
    }

    private sealed class Lowered : IDisposable
    {
        public void Dispose() => lowered = null;
    }
}
