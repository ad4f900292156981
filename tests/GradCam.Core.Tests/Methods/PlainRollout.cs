namespace GradCam.Core.Tests.Methods;

/// <summary>Attention rollout and its gradient-weighted form written again, slowly and plainly, in double: one picture, a whole matrix for each step.</summary>
internal static class PlainRollout
{
    /// <summary>The class token's row of <c>W_L ... W_1</c> over the picture's tokens, W half the mean over heads and half the unit matrix.</summary>
    /// <param name="weights">[attention][head][row, column].</param>
    public static double[] Attention(double[][][,] weights)
    {
        double[,] rollout = Unit(weights[0][0].GetLength(0));
        foreach (double[][,] heads in weights)
        {
            double[,] step = MeanOverHeads(heads.Length, rollout.GetLength(0), (head, i, j) => heads[head][i, j]);
            rollout = Product(Sum(step, Unit(rollout.GetLength(0)), 0.5), rollout);
        }

        return FirstRow(rollout);
    }

    /// <summary>The class token's row of R over the picture's tokens: <c>R + W R</c> for each attention, W the mean over heads of what is positive of gradient times weight.</summary>
    /// <param name="weights">[attention][head][row, column].</param>
    /// <param name="gradients">The same of the score's gradients.</param>
    public static double[] Gradient(double[][][,] weights, double[][][,] gradients)
    {
        double[,] relevance = Unit(weights[0][0].GetLength(0));
        foreach ((double[][,] heads, double[][,] slopes) in weights.Zip(gradients))
        {
            double[,] step = MeanOverHeads(heads.Length, relevance.GetLength(0), (head, i, j) => Math.Max(0, slopes[head][i, j] * heads[head][i, j]));
            relevance = Sum(relevance, Product(step, relevance), 1);
        }

        return FirstRow(relevance);
    }

    private static double[,] MeanOverHeads(int heads, int tokens, Func<int, int, int, double> value) =>
        Fill(tokens, (i, j) => Enumerable.Range(0, heads).Average(head => value(head, i, j)));

    private static double[,] Product(double[,] left, double[,] right) =>
        Fill(left.GetLength(0), (i, j) => Enumerable.Range(0, left.GetLength(0)).Sum(k => left[i, k] * right[k, j]));

    private static double[,] Sum(double[,] left, double[,] right, double factor) => Fill(left.GetLength(0), (i, j) => factor * (left[i, j] + right[i, j]));

    private static double[,] Unit(int tokens) => Fill(tokens, (i, j) => i == j ? 1 : 0);

    private static double[] FirstRow(double[,] matrix) => [.. Enumerable.Range(1, matrix.GetLength(0) - 1).Select(j => matrix[0, j])];

    private static double[,] Fill(int tokens, Func<int, int, double> value)
    {
        double[,] matrix = new double[tokens, tokens];
        for (int i = 0; i < tokens; i++)
        {
            for (int j = 0; j < tokens; j++)
            {
                matrix[i, j] = value(i, j);
            }
        }

        return matrix;
    }
}
