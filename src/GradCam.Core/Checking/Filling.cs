using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Checking;

/// <summary>
/// Fills pixels that were taken away from what is around them: means of ever larger squares of what is left, then back, each hole from the next larger
/// squares (pull and push, Gortler et al., SIGGRAPH 1996, section 3.3). A plain colour would show the removed thing's outline.
/// </summary>
internal static class Filling
{
    /// <summary>Fills the holes.</summary>
    /// <param name="pictures">[M, C, h, w].</param>
    /// <param name="kept">1 where a pixel is kept, 0 where it is taken away: [M, 1, h, w].</param>
    /// <returns>[M, C, h, w]; it belongs to the dispose scope that is open. A picture of which nothing is kept is zero.</returns>
    public static Tensor Fill(Tensor pictures, Tensor kept)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor known = pictures * kept;
        if (pictures.shape[2] <= 1 && pictures.shape[3] <= 1)
        {
            return known.MoveToOuterDisposeScope();
        }

        Tensor weight = Halved(kept), isKept = weight.gt(Scalars.Zero).to(kept.dtype);
        Tensor mean = Halved(known) / weight.masked_fill(weight.eq(Scalars.Zero), Scalars.One);
        Tensor coarse = Fill(mean, isKept);
        Tensor around = nn.functional.interpolate(coarse, [pictures.shape[2], pictures.shape[3]], mode: InterpolationMode.Bilinear, align_corners: false);
        return (known.Plus(around * kept.neg().Plus(Scalars.One))).MoveToOuterDisposeScope();
    }

    private static Tensor Halved(Tensor values) => nn.functional.avg_pool2d(values, 2, stride: 2, ceil_mode: true, count_include_pad: false);
}
