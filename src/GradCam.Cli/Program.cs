using GradCam.Native;

namespace GradCam.Cli;

internal static class Program
{
    private static int Main(string[] args)
    {
        int code = CommandLine.Run(args, Console.Out, Console.Error);
        Console.Out.Flush();
        Console.Error.Flush();
        return NativeProcess.End(code);
    }
}
