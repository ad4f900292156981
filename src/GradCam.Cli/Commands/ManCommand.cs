using System.CommandLine;

namespace GradCam.Cli.Commands;

/// <summary><c>gradcam man</c>: the manual page, made from the grammar that the help is made from. It loads no native library.</summary>
internal static class ManCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="definitions">Gives the root command first, then those below it, this one too.</param>
    /// <param name="terminal">Takes the page.</param>
    public static CommandDefinition Define(Func<IReadOnlyList<CommandDefinition>> definitions, Terminal terminal)
    {
        var command = new Command("man", "Prints the manual page, for man and for folders of such pages.");
        command.SetAction(_ =>
        {
            terminal.Output.Write(ManPage.Of(definitions()));
            return ExitCodes.Done;
        });
        return new CommandDefinition(command, "gradcam man | man -l -", "gradcam man > ~/.local/share/man/man1/gradcam.1");
    }
}
