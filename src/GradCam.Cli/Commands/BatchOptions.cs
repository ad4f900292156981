using System.CommandLine;
using System.Globalization;
using GradCam.Networks;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>The options of a run over many pictures; made anew for each command that takes them.</summary>
internal sealed class BatchOptions
{
    private const int LargestBatch = 1024;
    private const string DefaultFolder = "results";

    /// <summary>The option that names a list of pictures.</summary>
    public const string ManifestName = "--manifest";

    /// <summary>The option that names checkpoints.</summary>
    public const string WeightsName = "--weight-path";

    /// <summary>The option that names networks.</summary>
    public const string NetworkName = "--network";

    private readonly Option<string[]?> images = Many(
        "--images", "PATH", "Pictures: files, folders (with the folders in them) and patterns with * or **; quote patterns. Or give --manifest.");

    private readonly Option<string?> manifest = Text(
        ManifestName, "FILE", "A CSV file with a picture a line: image,network,layer,class_id,weight_path,truth. Empty cells take the options. layer and class_id take the options' words, "
            + "several parted by semicolons, such as 3;star;top2; rows of one picture with other classes count as one.");

    private readonly Option<string[]?> networks = Networks();

    private readonly Option<string[]?> weights = Many(
        WeightsName, "FILE", "The checkpoint, for one network; NETWORK=FILE for each of several; or .onnx models, each network and weights in one. Default: the published weights.",
        "--model");

    private readonly Option<string?> outputDir = Text("--output-dir", "FOLDER", $"The folder for the results; made if missing. Default: {DefaultFolder}.");

    private readonly Option<int?> batch = new("--batch")
    {
        Description = $"Pictures that go through a network at once, 1 to {LargestBatch}: more is faster and takes more memory. "
            + "Default: up to 4, fewer where the network and its input take much memory, and 1 with --output-size original.",
        HelpName = "N",
        CustomParser = OptionParsing.WholeNumber("--batch", 1, LargestBatch),
    };

    private readonly Option<int?> pack = new("--pack")
    {
        Description = "tar: put each picture's files into tar archives (results-000000.tar, …), such as WebDataset reads, not into files of their own; tar:N says how many pictures' files "
            + $"an archive takes. Default: off; {Packing.DefaultPictures} pictures an archive.",
        HelpName = "tar[:N]",
        CustomParser = OptionParsing.With<int?>(Pictures),
    };

    private readonly Option<bool> resume = new("--resume") { Description = "Finish the run that the folder holds; its settings must be the same. Default: off." };
    private readonly Option<bool> offline = NetworkOptions.OfflineOption();
    private readonly MapOptions maps;
    private readonly PictureOptions pictures;
    private readonly OutputOptions output;
    private readonly ModelOptions model;

    /// <summary>Makes the options and adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="canPack">Whether its results can be packed. Default: true.</param>
    public BatchOptions(Command command, bool canPack = true)
    {
        Option[] packing = canPack ? [pack] : [];
        foreach (Option option in (Option[])[images, manifest, networks, weights, offline, outputDir, .. packing, batch, resume])
        {
            command.Options.Add(option);
        }

        maps = new MapOptions(command);
        pictures = new PictureOptions(command);
        output = new OutputOptions(command);
        model = new ModelOptions(command);
    }

    /// <summary>What the call asks for.</summary>
    /// <exception cref="UsageException">Options exclude each other.</exception>
    public BatchCall Bind(ParseResult call) => new()
    {
        Images = call.GetValue(images) ?? [],
        Manifest = call.GetValue(manifest),
        Networks = call.GetValue(networks) ?? [],
        Weights = [.. (call.GetValue(weights) ?? []).Select(Weights)],
        OutputDir = call.GetValue(outputDir) ?? DefaultFolder,
        Resume = call.GetValue(resume),
        Offline = call.GetValue(offline),
        Options = new RunOptions
        {
            Maps = maps.Bind(call) with { Drawing = pictures.Drawing(call) },
            Loading = model.Bind(call),
            Threads = model.Threads(call),
            Results = output.Bind(call, maps, pictures),
            Batch = call.GetValue(batch),
            Pack = call.GetValue(pack),
        },
        Words = [.. call.Tokens.Select(token => token.Value)],
    };

    /// <summary>Reads <c>tar</c> or <c>tar:N</c>.</summary>
    private static int? Pictures(string typed)
    {
        string[] parts = typed.Split(':', 2);
        return parts[0] == "tar" && parts.Length == 1 ? Packing.DefaultPictures
            : parts[0] == "tar" && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int pictures) && pictures > 0 ? pictures
            : throw new UsageException($"--pack {typed}: pass tar, or tar:N with the number of pictures whose files share an archive");
    }

    /// <summary>Reads <c>FILE</c> or <c>NETWORK=FILE</c>.</summary>
    public static GivenWeights Weights(string typed)
    {
        // A file may have an equals sign in its name: only a network's name before it makes it a pair.
        string[] parts = typed.Split('=', 2);
        bool isPair = parts.Length == 2
            && NetworkCatalog.All.Any(definition => definition.Aliases.Append(definition.Name).Contains(parts[0], StringComparer.OrdinalIgnoreCase));
        return isPair ? new GivenWeights(parts[0], parts[1]) : new GivenWeights(null, typed);
    }

    private static Option<string[]?> Networks() => new(NetworkName)
    {
        Description = "The networks, with commas between them; \"gradcam networks\" lists them. "
            + $"Default: the one that the checkpoint's metadata names, else the only one that fits its tensors; without a checkpoint {NetworkOptions.Default}.",
        HelpName = "NAME,NAME",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = OptionParsing.With<string[]>(text =>
        {
            string[] names = [.. text.Split(',', StringSplitOptions.TrimEntries).Distinct()];
            foreach (string name in names)
            {
                NetworkCatalog.Find(name);
            }

            return names;
        }),
    };

    private static Option<string[]?> Many(string name, string helpName, string description, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = helpName,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private static Option<string?> Text(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = OptionParsing.Name(name),
    };
}
