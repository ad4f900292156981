using System.Diagnostics;
using GradCam.Core.Tests;

namespace GradCam.Cli.Tests;

/// <summary>A disk that is full in the middle of the results: a limit on the size of files stands in for it, which Linux's shells can set.</summary>
[Collection(SmallCheckpoints.Collection)]
public sealed class FullDiskTests(SmallCheckpoints checkpoints) : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [LinuxFact]
    public void Explain_WhereAFileDoesNotFit_NamesItAndLeavesNeitherFilesNorFolders()
    {
        string[] call =
        [
            "--image-path", place.Picture(), "--weight-path", checkpoints.Named, "--output-dir", Path.Combine(place.Results, "deep"), "--only", "gb", "--arrays",
        ];

        // Pictures of 64 x 64 stay below 16 KiB; the array of 3 x 64 x 64 numbers behind them takes 48.
        CallResult result = RunLimited("16", call);

        result.AssertFailed(1, Path.Combine(place.Results, "deep", "disc-shufflenet_v2-guided.npy"), "too large");
        place.AssertNothingWritten();
    }

    /// <summary>The signal that the limit sends is ignored, so that the write fails as on a full disk.</summary>
    private static CallResult RunLimited(string kibibytes, string[] call)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "gradcam.dll");
        var start = new ProcessStartInfo(
            "bash", ["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"", kibibytes, ProgramProcess.DotNet, "exec", program, .. call])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The runtime's own double mapping needs a large file in memory.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return ProgramProcess.Run(start);
    }
}
