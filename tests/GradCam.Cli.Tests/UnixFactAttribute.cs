namespace GradCam.Cli.Tests;

/// <summary>A fact about signals and shells: skipped on Windows, where one process cannot send Ctrl-C to another.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no SIGINT to send.";
        }
    }
}
