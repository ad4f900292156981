namespace GradCam.Core.Tests.Methods;

/// <summary>Eigenvalues of small symmetric matrices by Jacobi's rotations.</summary>
internal static class JacobiEigen
{
    private const int Sweeps = 30;

    /// <summary>The largest eigenvalue (not in magnitude) and its vector of length 1.</summary>
    public static (double Value, double[] Vector) Largest(double[,] matrix)
    {
        int side = matrix.GetLength(0);
        double[,] rotated = (double[,])matrix.Clone(), vectors = new double[side, side];
        for (int i = 0; i < side; i++)
        {
            vectors[i, i] = 1;
        }

        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (int p = 0; p < side; p++)
            {
                for (int q = p + 1; q < side; q++)
                {
                    Rotate(rotated, vectors, p, q);
                }
            }
        }

        int largest = Enumerable.Range(0, side).MaxBy(i => rotated[i, i]);
        return (rotated[largest, largest], [.. Enumerable.Range(0, side).Select(i => vectors[i, largest])]);
    }

    private static void Rotate(double[,] matrix, double[,] vectors, int p, int q)
    {
        if (matrix[p, q] == 0)
        {
            return;
        }

        double angle = 0.5 * Math.Atan2(2 * matrix[p, q], matrix[q, q] - matrix[p, p]);
        (double sine, double cosine) = Math.SinCos(angle);
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            (matrix[i, p], matrix[i, q]) = ((cosine * matrix[i, p]) - (sine * matrix[i, q]), (sine * matrix[i, p]) + (cosine * matrix[i, q]));
            (vectors[i, p], vectors[i, q]) = ((cosine * vectors[i, p]) - (sine * vectors[i, q]), (sine * vectors[i, p]) + (cosine * vectors[i, q]));
        }

        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            (matrix[p, i], matrix[q, i]) = ((cosine * matrix[p, i]) - (sine * matrix[q, i]), (sine * matrix[p, i]) + (cosine * matrix[q, i]));
        }
    }
}
