using System.CommandLine;
using System.Globalization;
using GradCam.Networks;

namespace GradCam.Cli.Commands;

/// <summary>The grammar of <c>gradcam weights</c> and what stands below it.</summary>
internal static class WeightsCommand
{
    /// <summary>Makes the command.</summary>
    public static CommandDefinition Define(Terminal terminal)
    {
        var command = new Command("weights", "Lists the published ImageNet weights of each network, the default ones first: file, size, hash, and whether they lie in PyTorch's cache.");
        command.SetAction(_ => WeightsAction.List(terminal));
        command.Subcommands.Add(Fetch(terminal));
        command.Subcommands.Add(Verify(terminal));
        command.Subcommands.Add(Convert(terminal));
        return new CommandDefinition(
            command, "gradcam weights", "gradcam weights fetch resnet50 vgg16", "gradcam weights fetch resnet50:V2", "gradcam weights verify", "gradcam weights convert model.pth model.safetensors --half");
    }

    private static Command Fetch(Terminal terminal)
    {
        var names = new Argument<string[]>("NAME")
        {
            Description = "The networks whose weights are fetched, by name or alias; NAME:VERSION for others than the default ones, such as resnet50:V2.",
            // Help would list the completions in the name's place.
            HelpName = "NAME",
            Arity = ArgumentArity.ZeroOrMore,
        };
        names.CompletionSources.Add(_ => NetworkCatalog.All.SelectMany(network => network.Weights.Skip(1).Select(weights => $"{network.Name}:{weights.Version}").Prepend(network.Name)));
        var all = new Option<bool>("--all") { Description = $"Fetch the default weights of every network, {Gibibytes(WeightsAction.DefaultWeights())} GiB. Default: off." };
        Option<bool> offline = NetworkOptions.OfflineOption();
        var command = new Command("fetch", "Fetches published weights that are not cached, and verifies those that are.") { names, all, offline };
        command.SetAction(call => WeightsAction.Fetch(call.GetValue(names) ?? [], call.GetValue(all), call.GetValue(offline), terminal));
        return command;
    }

    private static string Gibibytes(IEnumerable<(NetworkDefinition Network, NetworkWeights Weights)> weights) =>
        (weights.Sum(entry => entry.Weights.File.Bytes) / (double)(1 << 30)).ToString("0", CultureInfo.InvariantCulture);

    private static Command Verify(Terminal terminal)
    {
        var command = new Command("verify", "Compares the cached files' hashes with the published ones; exit code 1 where one is wrong.");
        command.SetAction(_ => WeightsAction.Verify(terminal));
        return command;
    }

    private static Command Convert(Terminal terminal)
    {
        var input = new Argument<string>("IN") { Description = "A checkpoint: .pth, .pt (zip or legacy) or .safetensors." };
        var output = new Argument<string>("OUT") { Description = "The file to write; it ends in .safetensors and is replaced if it exists." };
        var half = new Option<bool>("--half") { Description = "Round float32 to float16: half the size. Default: off, every number keeps its bits." };
        var command = new Command("convert", "Writes a checkpoint as .safetensors.") { input, output, half };
        command.SetAction(call => WeightsAction.Convert(call.GetRequiredValue(input), call.GetRequiredValue(output), call.GetValue(half), terminal));
        return command;
    }
}
