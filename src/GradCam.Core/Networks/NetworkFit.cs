using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Tells which network a state dictionary is of, by the names and shapes of its tensors.</summary>
internal static class NetworkFit
{
    /// <summary>How the names of all buffers of the catalogue's networks end.</summary>
    private static readonly string[] Buffers = [".running_mean", ".running_var", ".num_batches_tracked", ".relative_position_index", ".relative_coords_table"];

    /// <summary>The only network that fits.</summary>
    /// <param name="tensors">The state dictionary.</param>
    /// <param name="source">What messages call it: the checkpoint's path.</param>
    /// <exception cref="CheckpointException">None fits.</exception>
    /// <exception cref="UsageException">Several fit.</exception>
    public static NetworkDefinition Only(IReadOnlyDictionary<string, Tensor> tensors, string source) => Find(tensors) switch
    {
        [var only] => only,
        [] => throw new CheckpointException(
            $"{source}: does not say which network it holds, and by the names and shapes of its {tensors.Count} tensors it fits none of those known here"),
        var several => throw new UsageException(
            $"{source} does not say which network it holds, and fits {string.Join(", ", several.Select(definition => definition.Name))}: name one of them"),
    };

    /// <summary>The networks that fit, in the catalogue's order.</summary>
    /// <param name="tensors">The state dictionary.</param>
    public static IReadOnlyList<NetworkDefinition> Find(IReadOnlyDictionary<string, Tensor> tensors)
    {
        // Making all networks that have a classifier of this name takes a quarter of a second and more; counting leaves one, most often.
        NetworkDefinition[] candidates = [.. NetworkCatalog.All.Where(definition => tensors.ContainsKey(definition.ClassifierWeight))];
        NetworkDefinition[] likely = [.. candidates.Where(definition => HasAsMany(definition, tensors))];
        NetworkDefinition[] fitting = [.. likely.Where(definition => Fits(definition, tensors))];
        return fitting.Length > 0 ? fitting : [.. candidates.Except(likely).Where(definition => Fits(definition, tensors))];
    }

    /// <summary>Whether a network has as many parameters as a state dictionary, one that has its classifier.</summary>
    internal static bool HasAsMany(NetworkDefinition definition, IReadOnlyDictionary<string, Tensor> tensors) =>
        Count(definition, tensors) == ExpectedCount(definition, tensors);

    private static bool Fits(NetworkDefinition definition, IReadOnlyDictionary<string, Tensor> tensors)
    {
        using nn.Module<Tensor, Tensor> network = definition.CreateFor(tensors);
        return StateMismatch.Between(network, tensors, definition.IgnoredPrefix).IsNone;
    }

    /// <summary>The parameters of a state dictionary, as far as they are the network's, without its buffers.</summary>
    private static long Count(NetworkDefinition definition, IReadOnlyDictionary<string, Tensor> tensors) => tensors
        .Where(entry => definition.IgnoredPrefix is not { } ignored || !entry.Key.StartsWith(ignored, StringComparison.Ordinal))
        .Where(entry => !Array.Exists(Buffers, name => entry.Key.EndsWith(name, StringComparison.Ordinal)))
        .Sum(entry => entry.Value.numel());

    /// <summary>The parameters of the network with as many classes as the state dictionary has.</summary>
    private static long ExpectedCount(NetworkDefinition definition, IReadOnlyDictionary<string, Tensor> tensors)
    {
        const int PublishedClasses = 1000;
        long classes = definition.ClassesOf(tensors);
        bool hasBias = tensors.ContainsKey($"{definition.ClassifierWeight[..definition.ClassifierWeight.LastIndexOf('.')]}.bias");
        long each = tensors[definition.ClassifierWeight].shape.Skip(1).Aggregate(1L, (product, side) => product * side) + (hasBias ? 1 : 0);
        return definition.Parameters + ((classes - PublishedClasses) * each);
    }
}
