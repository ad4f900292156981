namespace GradCam.Numerics;

/// <summary>
/// The order in which a mask's pixels are taken away: by value, falling. Equal values come in an order of chance, so that counts are exact however many
/// are tied, and no corner of the picture is favoured.
/// </summary>
internal static class Ranking
{
    /// <summary>The pixels in the order in which ties are broken: by <c>uniform("ranking", P)</c>, then by index.</summary>
    /// <param name="pixels">P.</param>
    /// <param name="seed">What random numbers start from.</param>
    public static int[] Ties(int pixels, int seed)
    {
        int[] order = [.. Enumerable.Range(0, pixels)];
        // An index as the second key: the sort is not stable.
        (double, int)[] keys = [.. FormulaNumbers.Uniform("ranking", pixels, seed).Select((u, i) => (u, i))];
        Array.Sort(keys, order);
        return order;
    }

    /// <summary>Ranks a mask.</summary>
    /// <param name="mask">Numbers of 0 or more, as float32: another precision has other ties.</param>
    /// <param name="ties">From <see cref="Ties"/>, of as many pixels.</param>
    /// <returns>The pixels' indices, the largest value's first.</returns>
    public static int[] Of(IReadOnlyList<float> mask, int[] ties)
    {
        // The bits of numbers that are not negative are in the numbers' order; of one word each, the sort takes a third of the time.
        ulong[] keys = new ulong[ties.Length];
        for (int place = 0; place < keys.Length; place++)
        {
            uint falling = ~BitConverter.SingleToUInt32Bits(mask[ties[place]] + 0f);
            keys[place] = ((ulong)falling << 32) | (uint)place;
        }

        Array.Sort(keys);
        return Array.ConvertAll(keys, key => ties[(int)(uint)key]);
    }
}
