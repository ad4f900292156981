using GradCam.Native;

namespace GradCam.Cli;

internal static class Program
{
    private static int Main(string[] args) => NativeProcess.End(CommandLine.Run(args, StandardWriter.Output(), StandardWriter.Error()));
}
