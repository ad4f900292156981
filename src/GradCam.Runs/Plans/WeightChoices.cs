using GradCam.Checkpoints;
using GradCam.Networks;

namespace GradCam.Runs;

/// <summary>Which checkpoint belongs to which network of a run.</summary>
internal static class WeightChoices
{
    /// <summary>The networks of a run with their checkpoints.</summary>
    /// <param name="networks">The networks, by name or alias; none for the checkpoint's own.</param>
    /// <param name="given">The checkpoints; none for the published weights.</param>
    /// <param name="pictures">The pictures: where a manifest names every network, the run need not.</param>
    /// <exception cref="UsageException">A checkpoint belongs to no network of the run, or could belong to several.</exception>
    /// <exception cref="CheckpointException">A checkpoint that must tell its network cannot be read.</exception>
    public static IReadOnlyList<NetworkChoice> Choose(
        IReadOnlyList<string> networks, IReadOnlyList<GivenWeights> given, IReadOnlyList<ListedPicture> pictures)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(pictures);
        if (given.FirstOrDefault(one => NetworkChoice.OfModel(one.Path) is not null && (one.Network is not null || networks.Count > 0)) is { } model)
        {
            throw new UsageException($"{ShownText.Of(model.Path)} is an ONNX model, which says itself what its network is: {ShownText.Of(model.Network ?? networks[0])} cannot be asked of it");
        }

        if (given.Count > 0 && given.All(one => one.Network is null && NetworkChoice.OfModel(one.Path) is not null))
        {
            return [.. given.Select(one => NetworkChoice.OfModel(one.Path)!)];
        }

        if (given is [{ Network: null } only])
        {
            return networks.Count <= 1
                ? [new NetworkChoice(networks is [var network] ? network : NetworkOf(only.Path, pictures), only.Path)]
                : throw new UsageException($"{ShownText.Of(only.Path)}: one checkpoint is no weights for {networks.Count} networks");
        }

        Dictionary<string, NetworkChoice> chosen = ByNetwork(given);
        string[] all = networks.Count > 0 ? [.. networks]
            : chosen.Count > 0 ? [.. chosen.Values.Select(choice => choice.Network)]
            : pictures.All(picture => picture.Network is not null) ? []
            : [NetworkCatalog.DefaultName];
        HashSet<string> known = [.. all.Concat(pictures.Select(picture => picture.Network).OfType<string>()).Select(NameOf)];
        return chosen.FirstOrDefault(entry => !known.Contains(entry.Key)).Value is { } stray
            ? throw new UsageException($"{ShownText.Of(stray.WeightPath!)}: {stray.Network} is not among the networks")
            : [.. all.Select(network => new NetworkChoice(network, chosen.GetValueOrDefault(NameOf(network))?.WeightPath))];
    }

    /// <summary>The checkpoint's file of each network of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="find">Gives the file, fetched where it must be; called once for each network, when all their names are known to be right.</param>
    /// <exception cref="UsageException">A row names a network that there is not.</exception>
    public static IReadOnlyDictionary<NetworkChoice, string> Find(BatchPlan plan, Func<NetworkChoice, string> find)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(find);
        IReadOnlyList<NetworkChoice> choices = plan.Networks;
        foreach (NetworkChoice choice in choices)
        {
            // Refuses what is no network's name.
            _ = choice.Name;
        }

        return choices.ToDictionary(choice => choice, find);
    }

    private static Dictionary<string, NetworkChoice> ByNetwork(IEnumerable<GivenWeights> given)
    {
        Dictionary<string, NetworkChoice> chosen = [];
        foreach (GivenWeights weights in given)
        {
            string network = weights.Network
                ?? throw new UsageException($"{ShownText.Of(weights.Path)}: it is not said which network this checkpoint is for, and there are several");
            if (!chosen.TryAdd(NameOf(network), new NetworkChoice(network, weights.Path)))
            {
                throw new UsageException($"{ShownText.Of(weights.Path)}: {network} has a checkpoint already");
            }
        }

        return chosen;
    }

    private static string NameOf(string network) => NetworkCatalog.Find(network).Name;

    /// <summary>The network of a checkpoint that was given without one: its own, else the only one of the rows that bring no checkpoint, else the only one that its tensors fit.</summary>
    private static string NetworkOf(string weightPath, IReadOnlyList<ListedPicture> pictures)
    {
        using Checkpoint checkpoint = CheckpointReader.Read(weightPath);
        string[] rows = [.. pictures.Where(picture => picture.WeightPath is null).Select(picture => picture.Network).OfType<string>().DistinctBy(NameOf)];
        return ModelMetadata.Parse(checkpoint.Metadata).Network ?? (rows is [var only] ? only : NetworkFit.Only(checkpoint.Tensors, weightPath).Name);
    }
}
