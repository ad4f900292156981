using System.CommandLine;
using GradCam.Methods;

namespace GradCam.Cli.Commands;

/// <summary><c>gradcam methods</c>: what can be asked for by name. It loads no native library.</summary>
internal static class MethodsCommand
{
    /// <summary>Makes the command.</summary>
    public static CommandDefinition Define(Terminal terminal)
    {
        var command = new Command("methods", "Lists the methods: key, kind, cost in forward (F) and backward (B) passes, parameters, and paper.");
        command.SetAction(_ => Run(terminal));
        return new CommandDefinition(command, "gradcam methods", "gradcam --image-path cat.jpg --method layercam,rise:masks=8000");
    }

    private static int Run(Terminal terminal)
    {
        List<string[]> rows = [["method", "key", "kind", "cost", "random", "parameters", "source"]];
        rows.AddRange(MethodCatalog.All.Select(method => (string[])
        [
            method.Title,
            method.Key,
            KindOf(method),
            method.Cost,
            method.IsRandom ? "yes" : "no",
            method.Parameters.Count == 0 ? "-" : string.Join(' ', method.Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}")),
            method.Source,
        ]));
        foreach (string line in TextTable.Lines(rows))
        {
            terminal.Say(line);
        }

        return ExitCodes.Done;
    }

    private static string KindOf(IAttributionMethod method) => method.Kind switch
    {
        AttributionKind.Map => "map",
        AttributionKind.Parts => "parts",
        _ => "pixels",
    };
}
