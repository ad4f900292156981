namespace GradCam.Core.Tests;

/// <summary>A fact about Linux's own files: skipped elsewhere, where there is nothing of the kind to look at.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "This is about ELF files, which only Linux has.";
        }
    }
}
