using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using GradCam.Cli.Commands;

namespace GradCam.Cli;

/// <summary>The whole program but for the process around it: arguments in, lines and an exit code out.</summary>
internal static class CommandLine
{
    // "@" and "-abc" are ordinary beginnings of file names here.
    private static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>Runs one call.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="output">Takes results.</param>
    /// <param name="error">Takes warnings, progress and errors.</param>
    /// <returns>The exit code; see <see cref="ExitCodes"/>.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var terminal = new Terminal(output, error);
        Option<bool> verbose = VerboseOption();
        ParseResult call = Grammar(terminal, verbose).Parse(args, Parsing);
        terminal.Verbose = call.GetValue(verbose);
        if (call.Action is ParseErrorAction)
        {
            terminal.Fail(WrongCall.Describe(call));
            return ExitCodes.WrongCall;
        }

        var writers = new InvocationConfiguration { Output = terminal.Output, Error = error, EnableDefaultExceptionHandler = false };
        int code = Printed(Invoke(call, writers, terminal), terminal);
        terminal.Detail(string.Create(CultureInfo.InvariantCulture, $"processor time of the whole run: {Environment.CpuUsage.TotalTime.TotalSeconds:0.000} s"));
        return code;
    }

    /// <summary>Reads a call's words as <see cref="Run"/> does, and does nothing of it.</summary>
    internal static ParseResult Parse(IReadOnlyList<string> words, Terminal terminal) => Grammar(terminal, VerboseOption()).Parse(words, Parsing);

    /// <summary>Does a call's work, and turns what it throws into one line and an exit code.</summary>
    private static int Invoke(ParseResult call, InvocationConfiguration writers, Terminal terminal)
    {
        try
        {
            return call.Invoke(writers);
        }
        catch (Exception failure)
        {
            return Report(failure, terminal);
        }
    }

    /// <summary>The option that every command takes.</summary>
    internal static Option<bool> VerboseOption() => new("--verbose")
    {
        Description = "Print timings, and stack traces of failures, on standard error. Default: off.",
        Recursive = true,
    };

    /// <summary>All commands, with their options and actions.</summary>
    internal static RootCommand Grammar(Terminal terminal, Option<bool> verbose)
    {
        var root = new RootCommand("Shows why an image classifier gave its answer: maps of one picture by Grad-CAM, Grad-CAM++, guided backpropagation, guided Grad-CAM and other methods.");
        CommandDefinition explain = ExplainCommand.Define(root, terminal);
        CommandDefinition[] commands = [];
        commands =
        [
            BatchCommand.Define(terminal),
            PlanCommand.Define(terminal),
            EvaluateCommand.Define(terminal),
            MergeCommand.Define(terminal),
            StatusCommand.Define(terminal),
            ReportCommand.Define(terminal),
            CompareCommand.Define(terminal),
            NetworksCommand.Define(terminal),
            LayersCommand.Define(terminal),
            MethodsCommand.Define(terminal),
            MetricsCommand.Define(terminal),
            WeightsCommand.Define(terminal),
            CompletionCommand.Define(terminal),
            ManCommand.Define(() => [explain, .. commands], terminal),
        ];
        root.Options.Add(verbose);
        foreach (CommandDefinition definition in commands)
        {
            root.Subcommands.Add(definition.Command);
        }

        // System.CommandLine's own help answers to /h and /? too, which are ordinary paths on most systems.
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        var help = new HelpOption("--help", "-h", "-?");
        help.Action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!, [explain, .. commands]);
        root.Options.Add(help);
        return root;
    }

    /// <summary>The exit code of a call whose results were to be printed: done is not done where nobody can read them.</summary>
    private static int Printed(int code, Terminal terminal)
    {
        if (terminal.OutputFailure is not { } reason)
        {
            return code;
        }

        terminal.Fail($"standard output cannot be written, so what was to be printed is lost (files are written all the same): {reason.TrimEnd('.')}");
        return code == ExitCodes.Done ? ExitCodes.Failed : code;
    }

    /// <summary>Says what a failure is, in one line.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(Exception failure, Terminal terminal)
    {
        terminal.Fail(failure is GradCamException known
            ? Remedy.Describe(known)
            : $"{failure.GetType().Name}: {FirstLine(failure.Message)} (a fault of the program{(terminal.Verbose ? ")" : "; --verbose prints where it happened)")}");
        foreach (string line in failure.ToString().Split(Environment.NewLine))
        {
            terminal.Detail(line);
        }

        return failure is UsageException ? ExitCodes.WrongCall : ExitCodes.Failed;
    }

    /// <summary>libtorch's messages go on with a trace of native frames.</summary>
    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd();
}
