using System.CommandLine;

namespace GradCam.Cli.Commands;

/// <summary>The grammar of <c>gradcam layers</c>.</summary>
internal static class LayersCommand
{
    /// <summary>Makes the command.</summary>
    public static CommandDefinition Define(Terminal terminal)
    {
        var command = new Command("layers", "Lists a network's layers: name, kind and output shape; marks the default one and names the one that gives the whole final map.");
        var network = new NetworkOptions(command, "no weights, 1000 classes");
        command.SetAction(call => LayersAction.Run(network.Network(call), network.WeightPath(call), terminal));
        return new CommandDefinition(command, "gradcam layers --network densenet121");
    }
}
