using GradCam.Checkpoints;
using GradCam.Networks;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>Which checkpoint belongs to which network of a batch.</summary>
internal static class BatchWeights
{
    /// <summary>The networks of a call with their checkpoints.</summary>
    /// <param name="call">The call.</param>
    /// <param name="pictures">Its pictures: where a manifest names every network, the call need not.</param>
    /// <exception cref="UsageException">A checkpoint belongs to no network of the call, or could belong to several.</exception>
    public static IReadOnlyList<NetworkChoice> Choices(BatchCall call, IReadOnlyList<ListedPicture> pictures)
    {
        if (call.WeightPaths is [var only] && Named(only) is null)
        {
            return call.Networks.Count <= 1
                ? [new NetworkChoice(call.Networks is [var network] ? network : NetworkOf(only, pictures), only)]
                : throw new UsageException($"--weight-path {only}: there are {call.Networks.Count} networks; pass NETWORK=FILE for each");
        }

        Dictionary<string, NetworkChoice> given = [];
        foreach (string typed in call.WeightPaths)
        {
            (string network, string file) = Named(typed) ?? throw new UsageException($"--weight-path {typed}: pass NETWORK=FILE, since there are several");
            if (!given.TryAdd(NameOf(network), new NetworkChoice(network, file)))
            {
                throw new UsageException($"--weight-path {typed}: {network} has a checkpoint already; give each network one");
            }
        }

        string[] networks = call.Networks.Count > 0 ? [.. call.Networks]
            : given.Count > 0 ? [.. given.Values.Select(choice => choice.Network)]
            : pictures.All(picture => picture.Network is not null) ? []
            : [NetworkOptions.Default];
        HashSet<string> known = [.. networks.Concat(pictures.Select(picture => picture.Network).OfType<string>()).Select(NameOf)];
        return given.FirstOrDefault(entry => !known.Contains(entry.Key)).Value is { } stray
            ? throw new UsageException($"--weight-path {stray.Network}={stray.WeightPath}: {stray.Network} is not among the networks; add it to --network")
            : [.. networks.Select(network => new NetworkChoice(network, given.GetValueOrDefault(NameOf(network))?.WeightPath))];
    }

    /// <summary>How a network of the call is loaded.</summary>
    public static LoadOptions Options(BatchCall call, NetworkChoice choice) => call.Model with { Network = choice.Network, PublishedByDefault = choice.WeightPath is null };

    private static (string Network, string File)? Named(string typed)
    {
        // A file may have an equals sign in its name: only a network's name before it makes it a pair.
        string[] parts = typed.Split('=', 2);
        bool isNetwork = parts.Length == 2
            && NetworkCatalog.All.Any(definition => definition.Aliases.Append(definition.Name).Contains(parts[0], StringComparer.OrdinalIgnoreCase));
        return isNetwork ? (parts[0], parts[1]) : null;
    }

    private static string NameOf(string network) => NetworkCatalog.Find(network).Name;

    /// <summary>The network of a checkpoint that was given without one: its own, else the only one of the rows that bring no checkpoint, else the default.</summary>
    private static string NetworkOf(string weightPath, IReadOnlyList<ListedPicture> pictures)
    {
        using Checkpoint checkpoint = CheckpointReader.Read(weightPath);
        string[] rows = [.. pictures.Where(picture => picture.WeightPath is null).Select(picture => picture.Network).OfType<string>().DistinctBy(NameOf)];
        return ModelMetadata.Parse(checkpoint.Metadata).Network ?? (rows is [var only] ? only : NetworkOptions.Default);
    }
}
