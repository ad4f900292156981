namespace GradCam.Cli.Tests;

/// <summary>What one call of the program gave.</summary>
public sealed record CallResult(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Lines(Output);

    public string[] ErrorLines => Lines(Error);

    /// <summary>Asserts the exit code, that nothing went to standard output, and that standard error is one line with each of the texts.</summary>
    public void AssertFailed(int exitCode, params string[] texts)
    {
        Assert.Equal((exitCode, string.Empty), (ExitCode, Output));
        string line = Assert.Single(ErrorLines);
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.All(texts, text => Assert.Contains(text, line, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
    }

    private static string[] Lines(string text) => text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
