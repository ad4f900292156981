namespace GradCam.Runs.Tests;

/// <summary>A fact about files that may not be read: skipped for who may read everything, and on Windows, which keeps rights differently.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OrdinaryUserFactAttribute : FactAttribute
{
    public OrdinaryUserFactAttribute()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Skip = "This user may read every file.";
        }
    }
}
