using System.Diagnostics;

namespace GradCam.Benchmarks;

/// <summary>The most memory that this process had resident, files that it maps included.</summary>
internal static class PeakMemory
{
    /// <summary>In units of 1024 x 1024 bytes.</summary>
    public static double Megabytes()
    {
        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / (1024.0 * 1024);
    }
}
