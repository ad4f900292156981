using GradCam.Runs;

namespace GradCam.Cli.Tests;

public sealed class ProgressDisplayTests
{
    [Theory]
    [InlineData(59, "0:59")]
    [InlineData(3599, "59:59")]
    [InlineData(3600, "1:00:00")]
    [InlineData(90061, "25:01:01")]
    public void TimeLeft_IsShownWhole(int seconds, string shown)
    {
        using StringWriter error = new();
        using ProgressDisplay display = new(new Terminal(TextWriter.Null, error));

        display.Report(new BatchProgress(9, 3, 0, 0.5, TimeSpan.FromSeconds(seconds)));

        Assert.Equal($"3/9, 0.5 pictures/s, {shown} left", error.ToString().TrimEnd());
    }
}
