using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using GradCam.Runs;

namespace GradCam.Cli.Tests;

/// <summary>Ctrl-C in the middle of a batch.</summary>
[Collection(SmallCheckpoints.Collection)]
public sealed class InterruptTests(SmallCheckpoints checkpoints) : IDisposable
{
    private const int Pictures = 30, Before = 2;

    private readonly Workplace place = new();

    private string Lines => Path.Combine(place.Results, ResultsReader.FileName);

    public void Dispose() => place.Dispose();

    [UnixFact]
    public void Interrupted_ExitsWith130AndSaysHowToGoOn_WhichEndsLikeAnUndisturbedRun()
    {
        // A space in the folder's name, which the printed command must quote.
        Directory.CreateDirectory(Path.Combine(place.Folder, "my pictures"));
        for (int i = 0; i < Pictures; i++)
        {
            place.Picture(Path.Combine("my pictures", $"{i:00}.png"), width: 40 + i);
        }

        CallResult stopped = Interrupted();
        CallResult resumed = ProgramProcess.RunLine(Regex.Match(stopped.Output, "^to go on: (gradcam .*)$", RegexOptions.Multiline).Groups[1].Value);
        string undisturbed = Path.Combine(place.Folder, "undisturbed");
        using Process whole = ProgramProcess.Start(Call(undisturbed));
        Assert.Equal(0, ProgramProcess.Finish(whole).ExitCode);

        Assert.Equal((130, 0), (stopped.ExitCode, resumed.ExitCode));
        int done = int.Parse(Regex.Match(stopped.Output, $"stopped: (\\d+) of {Pictures} done, 0 failed").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(done, Before, Pictures - 1);
        Assert.Contains($"done: {Pictures} of {Pictures}, {done} of them by an earlier run; 0 failed", resumed.OutputLines);
        Assert.Equal(Content(undisturbed), Content(place.Results));
    }

    private static Dictionary<string, string> Content(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(
            file => Path.GetRelativePath(folder, file),
            file => Path.GetFileName(file) == ResultsReader.FileName
                ? Regex.Replace(File.ReadAllText(file), "\"seconds\":[^,}]+", "")
                : Convert.ToBase64String(File.ReadAllBytes(file)));

    private string[] Call(string outputDir) =>
    [
        "batch", "--images", Path.Combine(place.Folder, "my pictures"), "--weight-path", checkpoints.Named, "--output-dir", outputDir,
        "--input-size", "160", "--batch", "1", "--threads", "1",
    ];

    private CallResult Interrupted()
    {
        using Process process = ProgramProcess.Start(Call(place.Results));
        Assert.True(SpinWait.SpinUntil(() => process.HasExited || LinesWritten() >= Before, TimeSpan.FromMinutes(1)), "no result within a minute");
        // The shell has a kill of its own; the program of that name is no part of a bare system.
        using Process kill = Process.Start("sh", ["-c", $"kill -INT {process.Id.ToString(CultureInfo.InvariantCulture)}"]);
        return ProgramProcess.Finish(process);
    }

    private int LinesWritten()
    {
        Thread.Sleep(5);
        if (!File.Exists(Lines))
        {
            return 0;
        }

        using FileStream lines = new(Lines, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(lines);
        return reader.ReadToEnd().Count(letter => letter == '\n');
    }
}
