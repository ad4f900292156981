using System.CommandLine;
using System.Reflection;

namespace GradCam.Cli.Commands;

/// <summary><c>gradcam completion</c>: the script that lets a shell ask this program what may follow. It loads no native library.</summary>
internal static class CompletionCommand
{
    private static readonly (string Shell, string Script)[] Shells =
        [("bash", "gradcam.bash"), ("zsh", "gradcam.zsh"), ("fish", "gradcam.fish"), ("powershell", "gradcam.ps1")];

    /// <summary>Makes the command.</summary>
    public static CommandDefinition Define(Terminal terminal)
    {
        string names = string.Join(", ", Shells.Select(entry => entry.Shell));
        var shell = new Argument<string>("SHELL")
        {
            Description = $"One of {names}.",
            HelpName = "SHELL",
            CustomParser = OptionParsing.With(typed => OptionParsing.OneOf("SHELL", typed, [.. Shells.Select(entry => entry.Shell)]))!,
        };
        shell.CompletionSources.Add([.. Shells.Select(entry => entry.Shell)]);
        var command = new Command("completion", "Prints a script that completes commands, options and their values (networks, methods and layers too) in a shell; its first line says where it goes.") { shell };
        command.SetAction(call =>
        {
            terminal.Output.Write(Script(call.GetRequiredValue(shell)));
            return ExitCodes.Done;
        });
        return new CommandDefinition(command, "gradcam completion bash", "gradcam completion fish > ~/.config/fish/completions/gradcam.fish");
    }

    private static string Script(string shell)
    {
        string file = Shells.First(entry => entry.Shell == shell).Script;
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
