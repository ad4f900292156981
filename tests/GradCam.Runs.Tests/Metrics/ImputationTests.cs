using GradCam.Numerics;

namespace GradCam.Runs.Tests.Metrics;

/// <summary>The imputation of ROAD.</summary>
public sealed class ImputationTests
{
    [Theory]
    [InlineData(6, 10)]
    [InlineData(7, 48)]
    [InlineData(9, 60)]
    [InlineData(1, 0)]
    [InlineData(2, 3)]
    public void Impute_OfASmallPicture_SolvesTheSystemThatEliminationSolves(int side, int count)
    {
        float[] picture = [.. FormulaNumbers.Uniform("picture", 3 * side * side).Select(value => (float)value)];
        int[] missing = Ranking.Ties(side * side, 3)[..count];
        double[] expected = Eliminated(picture, side, missing);

        double[] found = Imputation.Impute(picture, side, missing);

        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
    }

    [Fact]
    public void Impute_OfOnePixelInTheMiddle_IsItsNeighboursWeightedMean()
    {
        float[] picture = new float[27];
        (picture[0], picture[1]) = (1, 1);
        double[] found = Imputation.Impute(picture, 3, [4]);
        Assert.Equal((1.0 / 12) + (1.0 / 6), found[4], 1e-12);
        Assert.Equal(0, found[13], 1e-12);
    }

    [Fact]
    public void Impute_OfOneOfTwoPixels_IsTheOther()
    {
        float[] picture = [0, 2, 2, 2, 0, 3, 3, 3, 0, 4, 4, 4];
        double[] found = Imputation.Impute(picture, 2, [0]);
        Assert.Equal([2, 3, 4], [found[0], found[4], found[8]], new Near(1e-12));
    }

    [Fact]
    public void Impute_OfEveryPixel_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Imputation.Impute(new float[12], 2, [0, 1, 2, 3]));

    /// <summary>Conjugate gradients without a preconditioner need some 600 rounds; 150 ms of processor time allow about 40.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Impute_OfALargePictureWithNineTenthsMissing_TakesFewRounds(bool isInOnePiece)
    {
        const int side = 224;
        float[] picture = [.. FormulaNumbers.Uniform("picture", 3 * side * side).Select(value => (float)value)];
        int[] missing = isInOnePiece ? [.. Enumerable.Range(side * side / 10, side * side * 9 / 10)] : Ranking.Ties(side * side, 0)[..(side * side * 9 / 10)];

        Imputation.Impute(picture, side, missing, out int rounds);

        Assert.InRange(rounds, 1, 40);
    }

    /// <summary>The same system, written as METHODS' rule says it and solved by Gauss's elimination.</summary>
    internal static double[] Eliminated(float[] picture, int side, int[] missing)
    {
        double[] filled = [.. picture.Select(value => (double)value)];
        int n = missing.Length;
        for (int colour = 0; colour < 3; colour++)
        {
            double[,] rows = new double[n, n + 1];
            for (int i = 0; i < n; i++)
            {
                (int y, int x) = Math.DivRem(missing[i], side);
                foreach ((int dy, int dx) in from dy in new[] { -1, 0, 1 } from dx in new[] { -1, 0, 1 } where (dy, dx) != (0, 0) select (dy, dx))
                {
                    if (y + dy < 0 || y + dy >= side || x + dx < 0 || x + dx >= side)
                    {
                        continue;
                    }

                    double weight = dy * dx == 0 ? 1.0 / 6 : 1.0 / 12;
                    int neighbour = ((y + dy) * side) + x + dx, unknown = Array.IndexOf(missing, neighbour);
                    rows[i, i] += weight;
                    rows[i, unknown < 0 ? n : unknown] += unknown < 0 ? weight * picture[(colour * side * side) + neighbour] : -weight;
                }
            }

            for (int pivot = 0; pivot < n; pivot++)
            {
                for (int row = 0; row < n; row++)
                {
                    double factor = row == pivot ? 0 : rows[row, pivot] / rows[pivot, pivot];
                    for (int column = pivot; factor != 0 && column <= n; column++)
                    {
                        rows[row, column] -= factor * rows[pivot, column];
                    }
                }
            }

            for (int i = 0; i < n; i++)
            {
                filled[(colour * side * side) + missing[i]] = rows[i, n] / rows[i, i];
            }
        }

        return filled;
    }

    private sealed class Near(double bound) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= bound;

        public int GetHashCode(double number) => 0;
    }
}
