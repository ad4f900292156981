using System.CommandLine;

namespace GradCam.Cli.Commands;

/// <summary>The root command's grammar: one picture explained.</summary>
internal static class ExplainCommand
{
    private const string DefaultFolder = "results";

    /// <summary>Adds the options and the action to the root command.</summary>
    public static CommandDefinition Define(RootCommand root, Terminal terminal)
    {
        var imagePath = new Option<string?>("--image-path")
        {
            Description = $"The picture, or - for standard input (the results' names then begin with stdin). Default: {ExplainCall.DefaultImagePath}.",
            HelpName = "FILE",
            CustomParser = OptionParsing.Name("--image-path"),
        };
        root.Options.Add(imagePath);
        var network = new NetworkOptions(root, "the network's published ImageNet weights");
        Option<bool> offline = NetworkOptions.OfflineOption();
        root.Options.Add(offline);
        var maps = new MapOptions(root);
        var check = new CheckOptions(root);
        var pictures = new PictureOptions(root);
        var outputDir = new Option<string?>("--output-dir")
        {
            Description = $"The folder for the results; made if missing. Default: {DefaultFolder}.",
            HelpName = "FOLDER",
            CustomParser = OptionParsing.Name("--output-dir"),
        };
        root.Options.Add(outputDir);
        var output = new OutputOptions(root);
        var model = new ModelOptions(root);

        root.SetAction(call => ExplainAction.Run(
            new ExplainCall
            {
                NamedImagePath = call.GetValue(imagePath),
                Network = network.Network(call),
                WeightPath = network.WeightPath(call),
                Offline = call.GetValue(offline),
                OutputDir = call.GetValue(outputDir) ?? DefaultFolder,
                Results = output.Bind(call, maps, pictures),
                Model = model.Bind(call),
                Threads = model.Threads(call),
                FailOn = check.FailOn(call),
                Maps = maps.Bind(call) with { Check = check.Check(call), Drawing = pictures.Drawing(call) },
            },
            terminal));

        return new CommandDefinition(
            root,
            "gradcam --image-path cat.jpg --network densenet121",
            "gradcam --image-path cat.jpg --network densenet121 --weight-path densenet121.pth",
            "gradcam --image-path cat.jpg --network resnet50 --class-id top3 --layer-name layer3,layer4",
            "gradcam --image-path cat.jpg --weight-path pets.safetensors --class-id 3 --only cam,cam_gb --output-size original");
    }
}
