using System.Globalization;
using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>How far a picture may be from the expected one and still count as the same.</summary>
/// <remarks>
/// The defaults accept what JPEG at quality 95 does to a picture of this program: at the most a mean difference of 2.8 levels and a
/// structural similarity of 0.92, for guided backpropagation's colour noise. Pictures that are equal always count as the same.
/// </remarks>
internal sealed record ComparisonLimits
{
    /// <summary>Sets the limits.</summary>
    /// <param name="maxMean">The largest mean difference, in levels, 0..255; default 4; 0 asks for equal pixels.</param>
    /// <param name="minSsim">The least structural similarity, -1..1; default 0.9; 1 asks for equal pixels.</param>
    /// <exception cref="UsageException">A limit is out of its range.</exception>
    public ComparisonLimits(double maxMean = 4, double minSsim = 0.9)
    {
        if (!(maxMean is >= 0 and <= 255))
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"The largest mean difference {maxMean} is out of its range: give 0 (equal) to 255 levels"));
        }

        if (!(minSsim is >= -1 and <= 1))
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"The least structural similarity {minSsim} is out of its range: give -1 to 1 (equal)"));
        }

        (MaxMean, MinSsim) = (maxMean, minSsim);
    }

    /// <summary>The largest mean difference that is accepted, in levels, 0..255.</summary>
    public double MaxMean { get; }

    /// <summary>The least structural similarity that is accepted, -1..1.</summary>
    public double MinSsim { get; }

    /// <summary>What of a measured difference these limits do not accept; empty: it is accepted.</summary>
    /// <param name="quality">The measured difference.</param>
    public IReadOnlyList<string> Exceeded(PictureQuality quality)
    {
        ArgumentNullException.ThrowIfNull(quality);
        var exceeded = new List<string>();
        if (quality.MeanDifference > MaxMean)
        {
            exceeded.Add(string.Create(CultureInfo.InvariantCulture, $"mean difference {quality.MeanDifference:G4}, accepted {MaxMean:G4}"));
        }

        // Asked for 1, the rounding of the measure must neither hide a difference nor find one.
        if (!quality.IsIdentical && (MinSsim == 1 || quality.Ssim < MinSsim))
        {
            exceeded.Add(string.Create(CultureInfo.InvariantCulture, $"SSIM {quality.Ssim:0.0000######}, accepted {MinSsim:G4}"));
        }

        return exceeded;
    }
}
