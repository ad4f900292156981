using OpenCvSharp;
using OpenCvSharp.Quality;

namespace GradCam.Imaging;

/// <summary>How far one picture is from another of the same size, by OpenCV's measures.</summary>
/// <param name="LargestDifference">The largest difference of one channel of one pixel, in levels, 0..255.</param>
/// <param name="MeanDifference">The mean difference over all channels of all pixels, in levels, 0..255; 0 for equal pictures only.</param>
/// <param name="Psnr">Peak signal-to-noise ratio over all channels, in dB; infinite for equal pictures.</param>
/// <param name="Ssim">
/// Structural similarity (Wang et al. 2004, Gaussian window of 11 with sigma 1.5), the mean over the channels; 1 for equal pictures,
/// less for others, though one level in one pixel may vanish in the rounding.
/// </param>
internal sealed record PictureQuality(int LargestDifference, double MeanDifference, double Psnr, double Ssim)
{
    /// <summary>True where every channel of every pixel is the same.</summary>
    public bool IsIdentical => LargestDifference == 0;

    /// <summary>Measures two pictures of one size.</summary>
    /// <param name="expected">The one.</param>
    /// <param name="actual">The other.</param>
    /// <exception cref="ArgumentException">Their sizes differ.</exception>
    /// <exception cref="NativeLibraryException">OpenCV cannot be loaded.</exception>
    public static PictureQuality Measure(RgbImage expected, RgbImage actual)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        if ((expected.Width, expected.Height) != (actual.Width, actual.Height))
        {
            throw new ArgumentException(
                $"pictures of {expected.Width} x {expected.Height} and {actual.Width} x {actual.Height} cannot be measured against each other", nameof(actual));
        }

        using Mat first = PixelMats.Over(expected);
        using Mat second = PixelMats.Over(actual);
        int largest = (int)Cv2.Norm(first, second, NormTypes.INF);
        if (largest == 0)
        {
            return new(0, 0, double.PositiveInfinity, 1);
        }

        double mean = Cv2.Norm(first, second, NormTypes.L1) / expected.Pixels.Length;
        return new(largest, mean, PsnrOf(first, second), SsimOf(first, second));
    }

    /// <summary>Channels side by side as one give the ratio over all of them; apart they would give one each.</summary>
    private static double PsnrOf(Mat first, Mat second)
    {
        using Mat a = first.Reshape(1);
        using Mat b = second.Reshape(1);
        return QualityPSNR.Compute(a, b, null).Val0;
    }

    /// <summary>One channel at a time, since the measure holds a dozen float32 planes of what it is given.</summary>
    private static double SsimOf(Mat first, Mat second)
    {
        double sum = 0;
        using var a = new Mat();
        using var b = new Mat();
        for (int channel = 0; channel < 3; channel++)
        {
            Cv2.ExtractChannel(first, a, channel);
            Cv2.ExtractChannel(second, b, channel);
            sum += QualitySSIM.Compute(a, b, null).Val0;
        }

        return sum / 3;
    }
}
