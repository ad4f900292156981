namespace GradCam.Core.Tests.Reference;

/// <summary>A large array as 67 numbers: 64 of its elements, its Euclidean norm, its sum, and its product with a formula's numbers.</summary>
internal static class FigureCheck
{
    private const int Elements = 64;
    private const ulong Step = 2654435761;

    /// <summary>
    /// How far an array is from its check: the largest of the elements' relative distance, the norm's, the sum's over norm times
    /// sqrt(n), and the product's over the norm.
    /// </summary>
    public static double Distance(float[] array, float[] check)
    {
        float[] formula = FormulaCheckpoint.Uniform("check", array.Length);
        double squares = 0, sum = 0, product = 0;
        for (int i = 0; i < array.Length; i++)
        {
            squares += (double)array[i] * array[i];
            sum += array[i];
            product += (double)array[i] * formula[i];
        }

        float[] elements = [.. Enumerable.Range(0, Elements).Select(i => array[(int)((ulong)i * Step % (ulong)array.Length)])];
        double norm = check[Elements];
        if (norm == 0)
        {
            return Math.Sqrt(squares);
        }

        return new[]
        {
            RelativeError.L2(elements, check.AsSpan(0, Elements)),
            Math.Abs(Math.Sqrt(squares) - norm) / norm,
            Math.Abs(sum - check[Elements + 1]) / (norm * Math.Sqrt(array.Length)),
            Math.Abs(product - check[Elements + 2]) / norm,
        }.Max();
    }
}
