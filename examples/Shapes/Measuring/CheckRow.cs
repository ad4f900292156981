using GradCam;

namespace Shapes.Measuring;

/// <summary>What the check says of one map of one scene.</summary>
/// <param name="Scene">The scene's number.</param>
/// <param name="Map">The method's key, or what stands in its place.</param>
/// <param name="Points">Whether the map's maximum lies within 15 pixels of an object.</param>
/// <param name="Check">The check.</param>
public sealed record CheckRow(int Scene, string Map, bool Points, MapCheck Check);
