using System.CommandLine;

namespace GradCam.Cli.Commands;

/// <summary>The options for engines that run batches as tasks; made anew for each command that takes them.</summary>
internal sealed class EngineOptions
{
    private readonly Option<bool> failuresOk = FailuresOkOption();

    /// <summary>Makes the options and adds them to a command.</summary>
    public EngineOptions(Command command)
    {
        command.Options.Add(failuresOk);
    }

    /// <summary>Whether failed pictures are no failure.</summary>
    public static Option<bool> FailuresOkOption() => new("--failures-ok")
    {
        Description = "End with exit code 0, not 3, where some of the pictures failed: for engines that take every other code for a failed task. Default: off.",
    };

    /// <summary>What the call asks for.</summary>
    public EngineCall Bind(ParseResult call) => new() { AreFailuresOk = call.GetValue(failuresOk) };
}
