using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using GradCam.Cli.Commands;
using GradCam.Runs.Tests;

namespace GradCam.Cli.Tests;

/// <summary>Ctrl-C, and an engine's SIGTERM, in the middle of a batch.</summary>
[Collection(SmallCheckpoints.Collection)]
public sealed class InterruptTests(SmallCheckpoints checkpoints) : IDisposable
{
    private const int Pictures = 12;

    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [UnixTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 75)]
    public void Stopped_ExitsWithTheSignalsCodeAndSaysHowToGoOn_WhichEndsLikeAnUndisturbedRun(string signal, int code)
    {
        // A space in the folder's name, which the printed command must quote.
        Directory.CreateDirectory(Path.Combine(place.Folder, "my pictures"));
        for (int i = 0; i < Pictures; i++)
        {
            place.Picture(Path.Combine("my pictures", $"{i:00}.png"), width: 40 + i);
        }

        CallResult stopped = Stopped(signal);
        CallResult resumed = ProgramProcess.RunLine(Regex.Match(stopped.Output, "^to go on: (gradcam .*)$", RegexOptions.Multiline).Groups[1].Value);
        string undisturbed = Path.Combine(place.Folder, "undisturbed");
        CallResult whole = ProgramProcess.RunLine($"gradcam {string.Join(' ', Call(undisturbed).Select(ShellWord.Quote))}");

        Assert.Equal((code, 0, 0), (stopped.ExitCode, resumed.ExitCode, whole.ExitCode));
        int done = int.Parse(Regex.Match(stopped.Output, $"stopped: (\\d+) of {Pictures} done, 0 failed").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(done, 1, Pictures - 1);
        Assert.Contains($"done: {Pictures} of {Pictures}, {done} of them by an earlier run; 0 failed", resumed.OutputLines);
        Assert.Equal(ResultsContent.Of(undisturbed), ResultsContent.Of(place.Results));
    }

    private string[] Call(string outputDir) =>
    [
        "batch", "--images", Path.Combine(place.Folder, "my pictures"), "--weight-path", checkpoints.Named, "--output-dir", outputDir,
        "--input-size", "160", "--batch", "1", "--threads", "1",
    ];

    /// <summary>The batch waits after its first results until the signal is there.</summary>
    private CallResult Stopped(string signal)
    {
        using Process process = ProgramProcess.StartTestProgram([Program.WaitForInterrupt, .. Call(place.Results)]);
        string? line;
        do
        {
            line = process.StandardError.ReadLine();
        }
        while (line is not null && !line.StartsWith($"1/{Pictures}", StringComparison.Ordinal));

        // The shell has a kill of its own; the program of that name is no part of a bare system.
        using Process kill = Process.Start("sh", ["-c", $"kill -{signal} {process.Id.ToString(CultureInfo.InvariantCulture)}"]);
        return ProgramProcess.Finish(process);
    }
}
