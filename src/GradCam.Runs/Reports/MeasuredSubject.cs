namespace GradCam.Runs;

/// <summary>What maps of several methods and layers explain alike, so that their values are paired.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Network">The network.</param>
/// <param name="ClassId">The class.</param>
internal sealed record MeasuredSubject(string Image, string Network, int ClassId);
