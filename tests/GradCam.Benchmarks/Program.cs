using System.CommandLine;
using BenchmarkDotNet.Running;
using GradCam.Benchmarks.Metrics;
using GradCam.Native;

namespace GradCam.Benchmarks;

internal static class Program
{
    private static int Main(string[] args)
    {
        // As the program does.
        NativeMemory.KeepFreed();
        var root = new RootCommand("Measures GradCam: networks against what the processor can do, whole runs, and parts.");
        root.Subcommands.Add(WholeCommand.Create());
        root.Subcommands.Add(ManyCommand.Create());
        root.Subcommands.Add(ProcessesCommand.Create());
        root.Subcommands.Add(MethodsCommand.Create());
        root.Subcommands.Add(MetricsCommand.Create());
        var parts = new Command("parts", "Measures the parts with BenchmarkDotNet; what follows is BenchmarkDotNet's, such as --filter '*'.") { TreatUnmatchedTokensAsErrors = false };
        parts.SetAction(call => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. call.UnmatchedTokens]));
        root.Subcommands.Add(parts);
        return root.Parse(args).Invoke();
    }
}
