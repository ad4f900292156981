using System.CommandLine;
using GradCam;
using GradCam.Native;
using Shapes.Commands;

namespace Shapes;

/// <summary>The whole program but for the process around it.</summary>
internal static class ShapesProgram
{
    /// <summary>Runs one call.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="output">Takes results and progress.</param>
    /// <param name="error">Takes the one line of a failure.</param>
    /// <returns>0; 1 where something failed; 2 where the call was wrong.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Draws scenes whose truth is known, trains networks on them and measures its maps against the truth.")
        {
            DrawCommand.Define(output),
            TrainCommand.Define(output),
            MeasureCommand.Define(output),
            BoxesCommand.Define(output),
            ChecksCommand.Define(output),
            CompareCommand.Define(output),
            ExamplesCommand.Define(output),
            ResultsCommand.Define(output),
        };
        var writers = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(2) };
        try
        {
            NativeLibraries.EnsureOpenCv();
            ParseResult call = root.Parse(args);
            int code = call.Invoke(writers);
            return call.Errors.Count > 0 ? 2 : code;
        }
        catch (GradCamException failure)
        {
            error.WriteLine($"shapes: {failure.Message}");
            return failure is UsageException ? 2 : 1;
        }
    }
}
