using System.Text;

namespace GradCam.Numerics;

/// <summary>
/// Random numbers made of a formula, the same to the bit on every machine: splitmix64 (Steele et al., OOPSLA 2014) started at the FNV-1a 64 hash of
/// <c>seed:key</c>. Number i depends on i alone, so that it matters not how many are drawn at once.
/// </summary>
internal static class FormulaNumbers
{
    private const ulong HashStart = 0xCBF29CE484222325, HashPrime = 0x100000001B3, Golden = 0x9E3779B97F4A7C15;
    private const int UnusedBits = 40;
    private const double Step = 1.0 / (1 << 24);

    /// <summary>Numbers of 24 bits from 0 to just below 1.</summary>
    /// <param name="key">What they are for; other keys give other numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Default: 0.</param>
    public static double[] Uniform(string key, int count, int seed = 0)
    {
        ulong state = Hash(FormattableString.Invariant($"{seed}:{key}"));
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            state += Golden;
            numbers[i] = (Mix(state) >> UnusedBits) * Step;
        }

        return numbers;
    }

    /// <summary>Numbers of the normal distribution with deviation 1, by the cosine half of Box and Muller's transformation; none is beyond 5.77.</summary>
    /// <param name="key">What they are for; other keys give other numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Default: 0.</param>
    public static double[] Gaussian(string key, int count, int seed = 0)
    {
        double[] numbers = Uniform($"{key}/radius", count, seed);
        double[] angles = Uniform($"{key}/angle", count, seed);
        for (int i = 0; i < count; i++)
        {
            numbers[i] = Math.Sqrt(-2 * Math.Log(1 - numbers[i])) * Math.Cos(2 * Math.PI * angles[i]);
        }

        return numbers;
    }

    private static ulong Hash(string text)
    {
        ulong hash = HashStart;
        foreach (byte one in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ one) * HashPrime;
        }

        return hash;
    }

    private static ulong Mix(ulong state)
    {
        ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
