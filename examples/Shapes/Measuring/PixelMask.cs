using GradCam;
using GradCam.Methods;

namespace Shapes.Measuring;

/// <summary>One number a pixel of what a method gave.</summary>
internal static class PixelMask
{
    /// <summary>The map's mask; of an attribution one magnitude a pixel, as the check itself takes it.</summary>
    public static float[] Of(Explanation explanation, string method)
    {
        var map = explanation.Maps[method];
        return [.. map.Channels == 1 ? explanation.Mask(method).Values : PixelReduction.Reduce(method, map).Values];
    }
}
