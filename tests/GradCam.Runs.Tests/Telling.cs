namespace GradCam.Runs.Tests;

/// <summary>Passes progress on where it is reported; .NET's own goes through a thread pool.</summary>
internal sealed class Telling<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
