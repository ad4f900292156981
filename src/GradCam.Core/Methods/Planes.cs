using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>Planes of numbers made comparable and brought to the input's size.</summary>
internal static class Planes
{
    /// <summary>Planes at another size, bilinear: half-pixel centres, the edge repeated, no smoothing, as OpenCV's <c>INTER_LINEAR</c>.</summary>
    /// <param name="planes">[M, h, w].</param>
    /// <param name="side">S.</param>
    /// <returns>[M, S, S].</returns>
    public static Tensor Upsampled(Tensor planes, long side) =>
        nn.functional.interpolate(planes.unsqueeze(1), [side, side], mode: InterpolationMode.Bilinear, align_corners: false).squeeze(1);

    /// <summary>Less the minimum, divided by the maximum of the rest, over the given dimensions together; zeros where that is flat.</summary>
    /// <param name="values">Any shape.</param>
    /// <param name="dimensions">Those that are taken together.</param>
    public static Tensor MinMax(Tensor values, params long[] dimensions)
    {
        Tensor spread = values - values.amin(dimensions, keepdim: true);
        return Ratio(spread, spread.amax(dimensions, keepdim: true));
    }

    /// <summary>The mask of maps at the input's size: what is positive, from 0 to 1, resized.</summary>
    /// <param name="maps">L: [N, h, w].</param>
    /// <param name="side">S.</param>
    /// <returns>[N, S, S].</returns>
    public static Tensor Mask(Tensor maps, long side) => Upsampled(MinMax(maps.relu(), 1, 2), side);

    /// <summary>A quotient; 0 where the divisor is 0.</summary>
    public static Tensor Ratio(Tensor dividend, Tensor divisor)
    {
        Tensor isZero = divisor.eq(Scalars.Zero);
        return (dividend / divisor.masked_fill(isZero, Scalars.One)).masked_fill(isZero, Scalars.Zero);
    }
}
