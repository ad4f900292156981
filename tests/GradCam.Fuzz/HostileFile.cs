namespace GradCam.Fuzz;

/// <summary>A file to read, and the kind of harm that it tries.</summary>
public sealed record HostileFile(string Kind, byte[] Bytes);
