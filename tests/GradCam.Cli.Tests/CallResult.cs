using System.Text.RegularExpressions;

namespace GradCam.Cli.Tests;

/// <summary>What one call of the program gave.</summary>
public sealed partial record CallResult
{
    public CallResult(int exitCode, string output, string error) => (ExitCode, Output, Error) = (exitCode, output, SlowWork().Replace(error, string.Empty));

    public int ExitCode { get; }

    public string Output { get; }

    /// <summary>Standard error but for lines such as "reading vgg16.pth: 2 s", which only a machine that does other work beside the tests gives.</summary>
    public string Error { get; }

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

    [GeneratedRegex(@"^[a-z]+ing .*: \d+ s\r?\n", RegexOptions.Multiline)]
    private static partial Regex SlowWork();

    private static string[] Lines(string text) => text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
