using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using GradCam.Native;
using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Cli.Commands;

/// <summary>What may follow <c>--layer-name</c>: the layers of the network that the line names. Nothing is read from a file for it.</summary>
internal static class LayerCompletion
{
    /// <summary>The layers by name; none where the line's network is not known.</summary>
    public static IEnumerable<string> For(CompletionContext context) => Names(NetworkOf(context.ParseResult));

    private static IEnumerable<string> Names(string typed)
    {
        NetworkDefinition? definition = NetworkCatalog.All.FirstOrDefault(
            network => network.Aliases.Prepend(network.Name).Contains(typed, StringComparer.OrdinalIgnoreCase));
        if (definition is null)
        {
            return [];
        }

        NativeLibraries.EnsureTorch();
        using nn.Module<Tensor, Tensor> network = definition.Create(1000);
        return [ExplainOptions.WholeMap, .. ModuleTree.Walk(network).Skip(1).Select(entry => entry.Name)];
    }

    private static string NetworkOf(ParseResult call) =>
        call.GetResult("--network") is OptionResult { Tokens: [{ Value: { } typed }, ..] } ? typed : NetworkOptions.Default;
}
