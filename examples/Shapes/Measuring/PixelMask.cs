using GradCam;
using GradCam.Methods;

namespace Shapes.Measuring;

/// <summary>One number a pixel of what a method gave.</summary>
internal static class PixelMask
{
    /// <summary>The mask at the size of the network's input, 0 to 1; of an attribution one of a magnitude a pixel, as metrics take it.</summary>
    public static float[] Of(Explanation explanation, string method)
    {
        int side = explanation.Provenance.Preprocessing.InputSize;
        return [.. PixelReduction.Reduce(method, explanation.Maps[method]).Mask().Resize(side, side).Values];
    }
}
