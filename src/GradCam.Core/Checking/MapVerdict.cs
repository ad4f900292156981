namespace GradCam;

/// <summary>What the answers to the questions about a map come to.</summary>
public enum MapVerdict
{
    /// <summary>No question gives a reason to distrust the map.</summary>
    Supported,

    /// <summary>A question gives a reason to look twice.</summary>
    Weak,

    /// <summary>A question says that the map does not show what the network went by.</summary>
    Contradicted,
}
