using System.Runtime.Intrinsics;

namespace GradCam.Runs;

/// <summary>
/// A symmetric system on a grid whose points are tied to their eight neighbours: <c>diagonal[i] v[i] - sum weight[i,j] v[j]</c>. Points that are no unknowns have
/// a diagonal of 0 and no ties. A rim of one such point lies around the grid, so that no neighbour must be looked for.
/// </summary>
internal sealed class ImputationGrid
{
    private readonly int stride;

    /// <summary>Makes a grid without unknowns.</summary>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="width">Points a row, 1 or more.</param>
    public ImputationGrid(int height, int width)
    {
        (Height, Width, stride) = (height, width, width + 2);
        Length = (height + 2) * stride;
        Diagonal = new double[Length];
        (Right, LowerLeft, Lower, LowerRight) = (new double[Length], new double[Length], new double[Length], new double[Length]);
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Points a row.</summary>
    public int Width { get; }

    /// <summary>Points with the rim.</summary>
    public int Length { get; }

    /// <summary>Each point's own factor.</summary>
    public double[] Diagonal { get; }

    /// <summary>The ties to the right neighbour, and to the three of the row below; the other four are their mirror images.</summary>
    private double[] Right { get; }

    private double[] LowerLeft { get; }

    private double[] Lower { get; }

    private double[] LowerRight { get; }

    /// <summary>A point's place.</summary>
    public int At(int row, int column) => ((row + 1) * stride) + column + 1;

    /// <summary>Adds to the tie of two neighbours.</summary>
    /// <param name="first">The place of the one above or to the left.</param>
    /// <param name="second">The place of the other.</param>
    /// <param name="weight">What is added.</param>
    public void Join(int first, int second, double weight)
    {
        double[] ties = (second - first) switch
        {
            1 => Right,
            int below when below == stride - 1 => LowerLeft,
            int below when below == stride => Lower,
            _ => LowerRight,
        };
        ties[first] += weight;
    }

    /// <summary>The system times a vector.</summary>
    public void Multiply(Vector256<double>[] vector, Vector256<double>[] product)
    {
        for (int row = 0; row < Height; row++)
        {
            for (int i = At(row, 0); i < At(row, Width); i++)
            {
                product[i] = (vector[i] * Diagonal[i]) - Before(vector, i) - After(vector, i);
            }
        }
    }

    /// <summary>One sweep of Gauss and Seidel from zero: the neighbours behind a point are still zero, and are left out.</summary>
    public void SweepFromZero(Vector256<double>[] right, Vector256<double>[] solution)
    {
        for (int row = 0; row < Height; row++)
        {
            for (int i = At(row, 0); i < At(row, Width); i++)
            {
                solution[i] = Diagonal[i] == 0 ? Vector256<double>.Zero : (right[i] + Before(solution, i)) / Vector256.Create(Diagonal[i]);
            }
        }
    }

    /// <summary>One sweep of Gauss and Seidel in the reverse order, which keeps the whole symmetric.</summary>
    public void SweepBack(Vector256<double>[] right, Vector256<double>[] solution)
    {
        for (int row = Height - 1; row >= 0; row--)
        {
            for (int i = At(row, Width - 1); i >= At(row, 0); i--)
            {
                if (Diagonal[i] != 0)
                {
                    solution[i] = (right[i] + Before(solution, i) + After(solution, i)) / Vector256.Create(Diagonal[i]);
                }
            }
        }
    }

    /// <summary>What is left of the right side after <see cref="SweepFromZero"/>: the neighbours behind a point, which the sweep left out.</summary>
    public Vector256<double> LeftAt(Vector256<double>[] solution, int i) => After(solution, i);

    /// <summary>The system of blocks of 2 x 2 points that move together: sums of all within and between them.</summary>
    public ImputationGrid Halved()
    {
        ImputationGrid half = new((Height + 1) / 2, (Width + 1) / 2);
        for (int row = 0; row < Height; row++)
        {
            for (int column = 0; column < Width; column++)
            {
                int at = At(row, column), block = half.At(row / 2, column / 2);
                half.Diagonal[block] += Diagonal[at];
                half.Gather(block, half.At(row / 2, (column + 1) / 2), Right[at]);
                half.Gather(block, half.At((row + 1) / 2, column == 0 ? 0 : (column - 1) / 2), LowerLeft[at]);
                half.Gather(block, half.At((row + 1) / 2, column / 2), Lower[at]);
                half.Gather(block, half.At((row + 1) / 2, (column + 1) / 2), LowerRight[at]);
            }
        }

        return half;
    }

    private void Gather(int block, int other, double weight)
    {
        if (weight == 0)
        {
            return;
        }

        if (block == other)
        {
            // Both ends of the tie move together: it counts in both rows of the sum.
            Diagonal[block] -= 2 * weight;
        }
        else
        {
            Join(Math.Min(block, other), Math.Max(block, other), weight);
        }
    }

    private Vector256<double> Before(Vector256<double>[] vector, int i) =>
        (vector[i - 1] * Right[i - 1]) + (vector[i - stride + 1] * LowerLeft[i - stride + 1])
        + (vector[i - stride] * Lower[i - stride]) + (vector[i - stride - 1] * LowerRight[i - stride - 1]);

    private Vector256<double> After(Vector256<double>[] vector, int i) =>
        (vector[i + 1] * Right[i]) + (vector[i + stride - 1] * LowerLeft[i])
        + (vector[i + stride] * Lower[i]) + (vector[i + stride + 1] * LowerRight[i]);
}
