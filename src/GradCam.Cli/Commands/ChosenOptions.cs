using GradCam.Networks;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>The options that explain a picture as an evaluation explained it by the method and layer that were chosen.</summary>
internal static class ChosenOptions
{
    /// <summary>What else decides a map, as the call gave it; what is asked of each picture, such as its class, is the next caller's own question.</summary>
    private static readonly string[] Kept = ["--variant", "--weights", "--input-size", "--fit", "--mean", "--std", "--seed"];

    /// <summary>The options, as a shell takes them.</summary>
    /// <param name="network">The network, as results name it.</param>
    /// <param name="layer">The layer, as results name it; null of a method that has nothing to do with one.</param>
    /// <param name="method">The method with its parameters.</param>
    /// <param name="call">The evaluation's call.</param>
    public static string Of(string network, string? layer, string method, CallWords call)
    {
        string? file = call.WeightsOf(network);
        bool isModel = file is not null && NetworkChoice.OfModel(file) is not null;
        string[] words =
        [
            .. isModel || NetworkCatalog.Known(network) is null ? [] : (string[])[BatchOptions.NetworkName, network],
            .. file is null ? [] : (string[])[isModel ? "--model" : BatchOptions.WeightsName, file],
            .. layer is null ? [] : LayerWords(layer, call),
            MapOptions.MethodName,
            method,
            .. Kept.SelectMany(call.WordsOf),
        ];
        return string.Join(' ', words.Select(ShellWord.Quote));
    }

    /// <summary>A map of several layers goes by their names with plus signs between, and a plus sign may be a part of a name too.</summary>
    private static string[] LayerWords(string layer, CallWords call)
    {
        IReadOnlyList<string> asked = call.Layers;
        string[] layers = call.WordsOf(MapOptions.FuseName).Count == 0 ? [layer]
            : string.Join('+', asked) == layer ? [.. asked]
            // The words of a list's rows, or "whole" among the call's own, are others than the layers' names.
            : asked.Count > 1 || call.Manifest is not null ? layer.Split('+')
            : [layer];
        return [MapOptions.LayerName, string.Join(',', layers), .. layers.Length > 1 ? call.WordsOf(MapOptions.FuseName) : []];
    }
}
