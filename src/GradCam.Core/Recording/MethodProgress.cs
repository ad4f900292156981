namespace GradCam.Recording;

/// <summary>How far a method with passes of its own has come.</summary>
/// <param name="Method">The method's title.</param>
/// <param name="Done">Pictures that went through the network.</param>
/// <param name="Total">All that it needs for one map.</param>
public sealed record MethodProgress(string Method, int Done, int Total)
{
    /// <summary>Why it takes longer than it might; null (the default) where it does not.</summary>
    public string? Remark { get; init; }
}
