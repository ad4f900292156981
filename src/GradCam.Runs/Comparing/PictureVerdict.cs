namespace GradCam.Runs;

/// <summary>What became of one name of a comparison; everything but <see cref="Same"/> counts as different.</summary>
internal enum PictureVerdict
{
    /// <summary>Equal, or within the limits.</summary>
    Same,

    /// <summary>Beyond the limits, or of another size.</summary>
    Different,

    /// <summary>Expected, and not there.</summary>
    Missing,

    /// <summary>There, and not expected.</summary>
    Extra,

    /// <summary>One of the two, or both, cannot be decoded.</summary>
    Unreadable,
}
