namespace GradCam.Rendering;

/// <summary>Finds a percentile without sorting: a picture in its own size may have 25 million numbers.</summary>
internal static class Percentile
{
    private const int Half = 1 << 16;

    /// <summary>The least of the numbers' sizes that at least so many per cent of them do not exceed.</summary>
    /// <param name="values">Finite numbers, at least one.</param>
    /// <param name="percent">Above 0, at most 100.</param>
    public static float OfSizes(ReadOnlySpan<float> values, int percent)
    {
        // Bits of sizes stand in the order of the sizes: first the upper half of the bits is found, then the lower.
        long rank = ((long)values.Length * percent + 99) / 100;
        int upper = Find(values, bits => bits >> 16, _ => true, ref rank);
        int lower = Find(values, bits => bits & (Half - 1), bits => bits >> 16 == upper, ref rank);
        return BitConverter.Int32BitsToSingle((upper << 16) | lower);
    }

    private static int Find(ReadOnlySpan<float> values, Func<int, int> half, Func<int, bool> counts, ref long rank)
    {
        int[] found = new int[Half];
        foreach (float value in values)
        {
            int bits = BitConverter.SingleToInt32Bits(Math.Abs(value));
            if (counts(bits))
            {
                found[half(bits)]++;
            }
        }

        int at = 0;
        while (rank > found[at])
        {
            rank -= found[at++];
        }

        return at;
    }
}
