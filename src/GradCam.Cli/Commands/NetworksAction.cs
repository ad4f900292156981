using System.Globalization;
using GradCam.Networks;
using GradCam.Weights;

namespace GradCam.Cli.Commands;

/// <summary>The work of <c>gradcam networks</c>; loads no native library.</summary>
internal static class NetworksAction
{
    /// <summary>Prints the catalogue, and whether the published weights are in the cache (their hash is looked at when they are used).</summary>
    public static int Run(Terminal terminal)
    {
        WeightCache cache = WeightCache.FromEnvironment();
        List<string[]> rows = [["network", "aliases", "parameters", "default layer", "whole-map layer", "weights"]];
        rows.AddRange(NetworkCatalog.All.Select(network => (string[])
        [
            network.Name,
            network.Aliases.Count == 0 ? "-" : string.Join(", ", network.Aliases),
            network.Parameters.ToString("N0", CultureInfo.InvariantCulture),
            network.DefaultLayer,
            network.WholeMapIsRectified ? network.WholeMapLayer : $"{network.WholeMapLayer} (not rectified)",
            cache.Contains(PublishedWeights.Find(network.Name)) ? "cached" : "not cached",
        ]));
        foreach (string line in TextTable.Lines(rows))
        {
            terminal.Say(line);
        }

        return ExitCodes.Done;
    }
}
