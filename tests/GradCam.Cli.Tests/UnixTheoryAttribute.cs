namespace GradCam.Cli.Tests;

/// <summary>A theory about signals and shells: skipped on Windows, as <see cref="UnixFactAttribute"/> is.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = new UnixFactAttribute().Skip;
}
