using System.Diagnostics;

namespace GradCam.Cli.Tests;

/// <summary>Calls in a process of their own.</summary>
public static class ProgramProcess
{
    private static readonly string Runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    /// <summary>The runtime that the tests run on.</summary>
    public static readonly string DotNet = Path.Combine(Runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>Runs the program as it was built.</summary>
    public static CallResult Run(string[] args, params (string Name, string Value)[] environment) =>
        RunAssembly(Path.Combine(AppContext.BaseDirectory, "gradcam.dll"), args, environment);

    /// <summary>Runs an assembly with the runtime that the tests run on.</summary>
    public static CallResult RunAssembly(string assembly, string[] args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(DotNet, ["exec", assembly, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Run(start);
    }

    /// <summary>Runs a process whose two outputs are redirected.</summary>
    public static CallResult Run(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CallResult(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
