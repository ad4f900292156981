namespace GradCam.Runs;

/// <summary>A picture on its way to <see cref="PictureEngine"/>.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Layer">The layer, or null for the options' own; the same for all pictures of a batch.</param>
/// <param name="ClassId">The class, or null for the options' own.</param>
/// <param name="IsOwnLayer">Whether the layer is this picture's own, so that a wrong one is its failure and nobody else's.</param>
internal sealed record PictureTask(string Path, string? Layer = null, int? ClassId = null, bool IsOwnLayer = false);
