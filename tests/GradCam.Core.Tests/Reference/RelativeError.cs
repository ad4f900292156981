namespace GradCam.Core.Tests.Reference;

/// <summary>Distances between what was computed and what was expected.</summary>
internal static class RelativeError
{
    /// <summary><c>|actual - expected| / |expected|</c> in the Euclidean norm, in double; 0 where both are zero everywhere.</summary>
    public static double L2(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected)
    {
        Assert.Equal(expected.Length, actual.Length);
        double distance = 0, norm = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = (double)actual[i] - expected[i];
            distance += difference * difference;
            norm += (double)expected[i] * expected[i];
        }

        return distance == 0 ? 0 : Math.Sqrt(distance / norm);
    }
}
