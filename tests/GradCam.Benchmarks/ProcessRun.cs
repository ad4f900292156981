namespace GradCam.Benchmarks;

/// <summary>What a process took, and the most memory that it had resident.</summary>
/// <param name="Span">Its time.</param>
/// <param name="PeakMegabytes">In units of 1024 x 1024 bytes, files that it maps included.</param>
internal readonly record struct ProcessRun(Span Span, double PeakMegabytes);
