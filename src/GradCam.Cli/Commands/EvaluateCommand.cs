using System.CommandLine;
using GradCam.Methods;
using GradCam.Rendering;

namespace GradCam.Cli.Commands;

/// <summary>The grammar of <c>gradcam evaluate</c>.</summary>
internal static class EvaluateCommand
{
    private static readonly string[] UsualMethods = [GradCamMethod.Name, GradCamPlusPlusMethod.Name, LayerCamMethod.Name, RandomCamMethod.Name];

    /// <summary>Makes the command.</summary>
    public static CommandDefinition Define(Terminal terminal)
    {
        var command = new Command("evaluate", $"Measures how faithful the maps of methods are, over many pictures. Methods by default: {string.Join(',', UsualMethods)}.");
        var options = new BatchOptions(command, canPack: false);
        var metrics = new MetricOptions(command);
        var engine = new EngineOptions(command);
        var check = new CheckOptions(command);
        command.SetAction(call =>
        {
            BatchCall batch = check.Bind(options.Bind(call), call);
            ExplainOptions maps = Measured(batch.Options.Maps, terminal);
            return BatchAction.Run(batch with { Engine = engine.Bind(call), Options = batch.Options with { Maps = maps, Evaluation = metrics.Bind(call) } }, terminal);
        });

        return new CommandDefinition(
            command,
            "gradcam evaluate --images pictures --network resnet50 --weight-path resnet50.pth --output-dir results",
            "gradcam evaluate --images pictures --method gradcam,layercam,eigencam --layer-name layer3,layer4 --choose insertion",
            "gradcam evaluate --manifest list.csv --weight-path pets.safetensors --truth masks --metric pointing,energy,road");
    }

    /// <summary>What is explained: the usual methods where none is named, and no method that gives no map of a class.</summary>
    private static ExplainOptions Measured(ExplainOptions maps, Terminal terminal)
    {
        if (maps.Methods.Count == 0 && !maps.Pictures.SequenceEqual(PictureCatalog.Six))
        {
            throw new UsageException("--only names some of the six pictures, and maps are measured: name methods with --method");
        }

        IReadOnlyList<IAttributionMethod> asked = maps.Methods.Count > 0 ? maps.Methods : [.. UsualMethods.Select(MethodCatalog.Find)];
        IAttributionMethod[] methods = [.. asked.Where(method => method.Kind != AttributionKind.Parts)];
        if (methods.Length == 0)
        {
            throw new UsageException("no method that gives a map of a class is named: name one with --method (\"gradcam methods\" lists them)");
        }

        foreach (IAttributionMethod parts in asked.Where(method => method.Kind == AttributionKind.Parts))
        {
            terminal.Note($"{parts.Key} gives parts of what a layer holds and no map of a class: it is not measured");
        }

        return maps with { Methods = methods, Pictures = [.. methods.SelectMany(PictureCatalog.For)] };
    }
}
