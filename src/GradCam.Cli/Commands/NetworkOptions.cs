using System.CommandLine;
using GradCam.Networks;

namespace GradCam.Cli.Commands;

/// <summary>The options that say which network is meant; made anew for each command that takes them.</summary>
internal sealed class NetworkOptions
{
    private readonly Option<string?> network = new("--network")
    {
        Description = $"The network, by a name or an alias such as {Default}, densenet or shufflenet_v2; \"gradcam networks\" lists them all. "
            + $"Default: the one that the checkpoint's metadata names, else the only one that fits its tensors; without a checkpoint {Default}.",
        HelpName = "NAME",
        CustomParser = OptionParsing.With(typed =>
        {
            NetworkCatalog.Find(typed);
            return typed;
        }),
    };

    private readonly Option<string?> weightPath;

    /// <summary>Makes the options and adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withoutWeightPath">What the command does where no checkpoint is given, for the help.</param>
    public NetworkOptions(Command command, string withoutWeightPath)
    {
        weightPath = new Option<string?>("--weight-path", "--model")
        {
            Description = "The checkpoint: a .pth or .pt state dictionary (zip or legacy), or a .safetensors file; or an .onnx model, which is network and weights in one. "
                + $"Default: {withoutWeightPath}.",
            HelpName = "FILE",
            CustomParser = OptionParsing.Name("--weight-path"),
        };
        network.CompletionSources.Add(_ => NetworkCatalog.All.SelectMany(definition => definition.Aliases.Prepend(definition.Name)));
        command.Options.Add(network);
        command.Options.Add(weightPath);
    }

    /// <summary>The network that is meant where neither a network nor a checkpoint is given.</summary>
    public const string Default = NetworkCatalog.DefaultName;

    /// <summary>The name as typed; null where none was.</summary>
    public string? Network(ParseResult call) => call.GetValue(network);

    /// <summary>The checkpoint's path; null where none was given.</summary>
    public string? WeightPath(ParseResult call) => call.GetValue(weightPath);

    /// <summary>The option that forbids the network.</summary>
    public static Option<bool> OfflineOption() => new("--offline")
    {
        Description = "Download nothing: published weights that are not cached are an error. Default: off.",
    };
}
