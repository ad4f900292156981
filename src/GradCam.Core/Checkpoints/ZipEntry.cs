namespace GradCam.Checkpoints;

/// <summary>A stored entry of a zip archive and where in the file its bytes lie.</summary>
internal sealed record ZipEntry(string Name, long Start, long Bytes);
