using System.Globalization;
using GradCam.Networks;
using GradCam.Weights;

namespace GradCam.Cli.Commands;

/// <summary>The work of <c>gradcam networks</c>; loads no native library.</summary>
internal static class NetworksAction
{
    private static readonly string[] Head = ["network", "aliases", "parameters", "input", "default layer", "whole-map layer", "weights", "cached"];

    /// <summary>Prints the catalogue, family by family, and which published weights are in the cache (their hash is looked at when they are used).</summary>
    /// <param name="filter">What a network's name, alias or family must contain, in any letter case; null for all.</param>
    /// <param name="terminal">Takes the lines.</param>
    /// <exception cref="UsageException">No network has it.</exception>
    public static int Run(string? filter, Terminal terminal)
    {
        (string Family, NetworkDefinition Network)[] shown =
            [.. NetworkCatalog.All.Select(network => (Name: network.Family, network)).Where(entry => Has(entry.Name, entry.network, filter))];
        if (shown.Length == 0)
        {
            IEnumerable<string> names = NetworkCatalog.All.SelectMany(network => network.Aliases.Prepend(network.Name)).Concat(NetworkCatalog.Families);
            throw new UsageException($"--filter {filter}: no network, alias or family has this in its name{NameAdvice.For(filter!, names)}; \"gradcam networks\" lists them");
        }

        WeightCache cache = WeightCache.FromEnvironment();
        string[] lines = [.. TextTable.Lines([Head, .. shown.Select(entry => Row(entry.Network, cache))])];
        terminal.Say(lines[0]);
        string? family = null;
        foreach (((string of, _), string line) in shown.Zip(lines[1..]))
        {
            if (of != family)
            {
                family = of;
                terminal.Say(string.Empty);
                terminal.Say($"{family}:");
            }

            terminal.Say(line);
        }

        return ExitCodes.Done;
    }

    private static bool Has(string family, NetworkDefinition network, string? filter) =>
        filter is null || network.Aliases.Append(network.Name).Append(family).Any(name => name.Contains(filter, StringComparison.OrdinalIgnoreCase));

    private static string[] Row(NetworkDefinition network, WeightCache cache) =>
    [
        network.Name,
        network.Aliases.Count == 0 ? "-" : string.Join(", ", network.Aliases),
        network.Parameters.ToString("N0", CultureInfo.InvariantCulture),
        network.Preprocessing.InputSize.ToString(CultureInfo.InvariantCulture),
        network.DefaultLayer,
        network.WholeMapIsRectified ? network.WholeMapLayer : $"{network.WholeMapLayer} (not rectified)",
        Versions(network.Weights),
        Versions([.. network.Weights.Where(weights => cache.Contains(weights.File))]),
    ];

    private static string Versions(IReadOnlyList<NetworkWeights> weights) => weights.Count == 0 ? "-" : string.Join(", ", weights.Select(one => one.Version));
}
