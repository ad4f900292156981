using System.CommandLine;

namespace GradCam.Cli.Commands;

/// <summary><c>gradcam plan</c>: the list of a run, made once for all its shards.</summary>
internal static class PlanCommand
{
    /// <summary>Makes the command.</summary>
    public static CommandDefinition Define(Terminal terminal)
    {
        var command = new Command("plan", "Lists the pictures of a batch once, for all its shards: \"gradcam batch --shard\" with the same options then reads its own part alone.");
        var options = new BatchOptions(command);
        var engine = new EngineOptions(command, withShard: false);
        var check = new CheckOptions(command);
        command.SetAction(call => PlanAction.Run(check.Bind(options.Bind(call), call) with { Engine = engine.Bind(call) }, terminal));
        return new CommandDefinition(command, "gradcam plan --manifest list.csv --network resnet50 --weight-path pets.safetensors --output-dir results --threads 4");
    }
}
