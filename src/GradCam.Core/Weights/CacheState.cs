namespace GradCam.Weights;

/// <summary>What the cache holds of a published file.</summary>
internal enum CacheState
{
    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>The published file: its hash is right.</summary>
    Verified,

    /// <summary>Another file under its name: its hash is wrong.</summary>
    Damaged,
}
