using GradCam.Native;

namespace GradCam.Cli;

internal static class Program
{
    private static int Main(string[] args)
    {
        NativeMemory.KeepFreed();
        return NativeProcess.End(CommandLine.Run(args, StandardWriter.Output(), StandardWriter.Error()));
    }
}
