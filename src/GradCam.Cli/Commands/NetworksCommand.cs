using System.CommandLine;

namespace GradCam.Cli.Commands;

/// <summary>The grammar of <c>gradcam networks</c>.</summary>
internal static class NetworksCommand
{
    /// <summary>Makes the command.</summary>
    public static CommandDefinition Define(Terminal terminal)
    {
        var command = new Command("networks", "Lists the networks: aliases, parameters, default layer, the layer that gives the whole final map, and whether the weights are cached.");
        command.SetAction(_ => NetworksAction.Run(terminal));
        return new CommandDefinition(command, "gradcam networks");
    }
}
