using System.CommandLine;
using GradCam.Networks;

namespace GradCam.Cli.Commands;

/// <summary>The grammar of <c>gradcam networks</c>.</summary>
internal static class NetworksCommand
{
    /// <summary>Makes the command.</summary>
    public static CommandDefinition Define(Terminal terminal)
    {
        var command = new Command("networks", "Lists the networks, family by family: aliases, parameters, input size, default layer, the layer that gives the whole final map, and the published weights with those that are cached.");
        var filter = new Option<string?>("--filter")
        {
            Description = "Only those with this in their name, an alias or their family's name, in any letter case. Default: all.",
            HelpName = "TEXT",
            CustomParser = OptionParsing.Name("--filter"),
        };
        filter.CompletionSources.Add(_ => NetworkCatalog.Families);
        command.Options.Add(filter);
        command.SetAction(call => NetworksAction.Run(call.GetValue(filter), terminal));
        return new CommandDefinition(command, "gradcam networks", "gradcam networks --filter efficientnet");
    }
}
