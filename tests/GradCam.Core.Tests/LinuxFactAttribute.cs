namespace GradCam.Core.Tests;

/// <summary>A fact about what Linux alone has, its files and devices: skipped elsewhere, where there is nothing of the kind to look at.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "This is about files and devices that only Linux has.";
        }
    }
}
