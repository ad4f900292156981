using System.Diagnostics;
using System.Globalization;

namespace GradCam.Core.Tests.Weights;

/// <summary>A fetch in a process of its own: GradCam.FetchTrial with a test's file, folder and server.</summary>
internal sealed class TrialProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private TrialProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static TrialProcess Start(FetchBench bench, Uri address, IReadOnlyDictionary<string, string>? variables = null)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "GradCam.FetchTrial.dll"), bench.Folder,
            address.ToString(), FetchBench.FileName, bench.File.Hash, bench.File.Bytes.ToString(CultureInfo.InvariantCulture),
            bench.StallTimeout.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
        ];
        ProcessStartInfo start = new(TestAssembly.DotNet, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach ((string name, string value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new TrialProcess(Process.Start(start)!);
    }

    /// <summary>Ends the process as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<(int ExitCode, string Errors)> EndAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _errors);
    }

    public void Dispose() => _process.Dispose();
}
