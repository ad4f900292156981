using System.Diagnostics;
using System.Text;

namespace GradCam.Cli.Tests;

/// <summary>Calls in a process of their own.</summary>
public static class ProgramProcess
{
    private static readonly string Runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>The runtime that the tests run on.</summary>
    public static readonly string DotNet = Path.Combine(Runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    // The tests' folder leaves out what the tests' own framework brings, so that the program runs on that one there.
    private static readonly string[] WithTheTestsLibraries =
    [
        "--runtimeconfig", Path.Combine(AppContext.BaseDirectory, "GradCam.Cli.Tests.runtimeconfig.json"),
        "--depsfile", Path.Combine(AppContext.BaseDirectory, "GradCam.Cli.Tests.deps.json"),
        Path.Combine(AppContext.BaseDirectory, "gradcam.dll"),
    ];

    /// <summary>Runs the program as it was built.</summary>
    public static CallResult Run(string[] args, params (string Name, string Value)[] environment) =>
        RunAssembly(Path.Combine(AppContext.BaseDirectory, "gradcam.dll"), args, environment);

    /// <summary>Runs an assembly with the runtime that the tests run on.</summary>
    public static CallResult RunAssembly(string assembly, string[] args, params (string Name, string Value)[] environment)
    {
        using Process process = Start(assembly, args, environment);
        return Finish(process);
    }

    /// <summary>Runs a process whose two outputs are redirected.</summary>
    public static CallResult Run(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        return Finish(process);
    }

    /// <summary>Waits until a process ends, and gives what it said.</summary>
    public static CallResult Finish(Process process)
    {
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CallResult(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Runs the program with all that its batches need.</summary>
    public static CallResult RunWhole(params string[] args)
    {
        using Process process = Start([.. WithTheTestsLibraries, .. args], []);
        return Finish(process);
    }

    /// <summary>Starts the tests' own program, which does what only a process of its own can show.</summary>
    public static Process StartTestProgram(params string[] args) => Start(typeof(ProgramProcess).Assembly.Location, args, []);

    /// <summary>Has a shell run a line in which the program is called gradcam.</summary>
    public static CallResult RunLine(string line)
    {
        const string Script = "line=$1; gradcam() { \"$runtime\" exec --runtimeconfig \"$config\" --depsfile \"$deps\" \"$program\" \"$@\"; }; eval \"$line\"";
        ProcessStartInfo start = Redirected("sh", ["-c", Script, "sh", line]);
        (start.Environment["runtime"], start.Environment["config"], start.Environment["deps"], start.Environment["program"]) =
            (DotNet, WithTheTestsLibraries[1], WithTheTestsLibraries[3], WithTheTestsLibraries[4]);
        return Run(start);
    }

    private static Process Start(string assembly, string[] args, (string Name, string Value)[] environment) => Start([assembly, .. args], environment);

    private static Process Start(string[] words, (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = Redirected(DotNet, ["exec", .. words]);
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static ProcessStartInfo Redirected(string program, string[] words) => new(program, words)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardOutputEncoding = Encoding.UTF8,
        StandardErrorEncoding = Encoding.UTF8,
    };
}
