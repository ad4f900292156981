using GradCam.Batches;
using GradCam.Checkpoints;
using GradCam.Networks;

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
                ? [new NetworkChoice(call.Networks is [var network] ? network : NetworkOf(only), only)]
                : throw new UsageException($"--weight-path {only}: there are {call.Networks.Count} networks; pass NETWORK=FILE for each");
        }

        Dictionary<string, string> files = [];
        foreach (string typed in call.WeightPaths)
        {
            (string network, string file) = Named(typed) ?? throw new UsageException($"--weight-path {typed}: pass NETWORK=FILE, since there are several");
            if (!files.TryAdd(network, file))
            {
                throw new UsageException($"--weight-path {typed}: {network} has a checkpoint already; give each network one");
            }
        }

        string[] networks = call.Networks.Count > 0 ? [.. call.Networks]
            : files.Count > 0 ? [.. files.Keys]
            : pictures.All(picture => picture.Network is not null) ? []
            : [NetworkOptions.Default];
        string[] rows = [.. pictures.Select(picture => picture.Network).OfType<string>()];
        return files.Keys.FirstOrDefault(name => !networks.Contains(name) && !rows.Contains(name)) is { } stray
            ? throw new UsageException($"--weight-path {stray}={files[stray]}: {stray} is not among the networks; add it to --network")
            : [.. networks.Select(network => new NetworkChoice(network, files.GetValueOrDefault(network)))];
    }

    /// <summary>How a network of the call is loaded.</summary>
    public static ExplainerOptions Options(BatchCall call, NetworkChoice choice) => call.Model with { PublishedByDefault = choice.WeightPath is null };

    private static (string Network, string File)? Named(string typed)
    {
        // A file may have an equals sign in its name: only a network's name before it makes it a pair.
        string[] parts = typed.Split('=', 2);
        bool isNetwork = parts.Length == 2
            && NetworkCatalog.All.Any(definition => definition.Aliases.Append(definition.Name).Contains(parts[0], StringComparer.OrdinalIgnoreCase));
        return isNetwork ? (parts[0], parts[1]) : null;
    }

    private static string NetworkOf(string weightPath)
    {
        using Checkpoint checkpoint = CheckpointReader.Read(weightPath);
        return ModelMetadata.Parse(checkpoint.Metadata).Network ?? NetworkOptions.Default;
    }
}
