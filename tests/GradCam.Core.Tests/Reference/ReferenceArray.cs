namespace GradCam.Core.Tests.Reference;

/// <summary>A reference figure: row-major values and their shape.</summary>
internal sealed record ReferenceArray(float[] Values, long[] Shape);
