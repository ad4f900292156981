using GradCam.Methods;

namespace GradCam.Runs;

/// <summary>How an attribution of the three colours becomes one number a pixel.</summary>
internal static class PixelReduction
{
    // As their papers draw them (arXiv 1312.6034 section 3.1, 1706.03825).
    private static readonly string[] Largest = [GradientMethod.Name, SmoothGradMethod.Name];

    /// <summary>Whether a method's numbers are reduced by their largest magnitude, not by the sum of their magnitudes.</summary>
    /// <param name="method">The method's key.</param>
    public static bool TakesLargest(string method) => Largest.Contains(method);
}
