using System.CommandLine;

namespace GradCam.Cli.Commands;

/// <summary>The grammar of <c>gradcam batch</c>.</summary>
internal static class BatchCommand
{
    /// <summary>Makes the command.</summary>
    public static CommandDefinition Define(Terminal terminal)
    {
        var command = new Command("batch", "Explains many pictures with one network or several, and makes tables and a page of the results.");
        var options = new BatchOptions(command);
        var engine = new EngineOptions(command);
        var check = new CheckOptions(command);
        command.SetAction(call => BatchAction.Run(check.Bind(options.Bind(call), call) with { Engine = engine.Bind(call) }, terminal));

        return new CommandDefinition(
            command,
            "gradcam batch --images pictures --network resnet50 --weight-path resnet50.pth --output-dir results",
            "gradcam batch --images \"pets/**/*.jpg\" --network vgg16,resnet50 --weight-path vgg16=vgg16.pth --weight-path resnet50=resnet50.pth",
            "gradcam batch --images pictures --network resnet50 --class-id top3 --layer-name layer3,layer4 --method gradcam,gradcam++ --json",
            "gradcam batch --manifest list.csv --network resnet50 --weight-path pets.safetensors --output-dir results --resume");
    }
}
