namespace Shapes.Drawing;

/// <summary>Random numbers that follow from a seed, on every machine.</summary>
public sealed class Chance
{
    private readonly Random random;

    /// <summary>Starts the numbers of a scene.</summary>
    /// <param name="seed">Any number; another one starts other scenes.</param>
    /// <param name="index">The scene's number under that seed.</param>
    public Chance(int seed, long index)
    {
        // SplitMix64: neighbouring seeds and numbers must not give related scenes.
        ulong mixed = unchecked((ulong)index * 0x9E3779B97F4A7C15UL + (ulong)seed * 0xD1B54A32D192ED03UL);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        random = new Random((int)((mixed ^ (mixed >> 31)) & int.MaxValue));
    }

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, all equally likely.</summary>
    public double Between(double low, double high) => low + (high - low) * random.NextDouble();

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, all ratios equally likely.</summary>
    public double Ratio(double low, double high) => low * Math.Pow(high / low, random.NextDouble());

    /// <summary>An integer from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Whole(int low, int high) => random.Next(low, high + 1);

    /// <summary>True as often as <paramref name="share"/> says, from 0 to 1.</summary>
    public bool Happens(double share) => random.NextDouble() < share;

    /// <summary>An angle in radians, from 0 to 2 pi.</summary>
    public double Angle() => Between(0, 2 * Math.PI);

    /// <summary>A colour, red, green and blue from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public float[] Colour(double low, double high) => [(float)Between(low, high), (float)Between(low, high), (float)Between(low, high)];

    /// <summary>A number about 0 with a standard deviation of 1, nearly normal; cheap, for noise in every pixel.</summary>
    public float Noise() => (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f) * 2;
}
