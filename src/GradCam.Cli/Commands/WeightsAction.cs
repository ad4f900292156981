using GradCam.Native;
using GradCam.Networks;
using GradCam.Weights;

namespace GradCam.Cli.Commands;

/// <summary>The work of <c>gradcam weights</c>; only a conversion loads a native library.</summary>
internal static class WeightsAction
{
    /// <summary>Prints what is published and what of it is cached.</summary>
    public static int List(Terminal terminal)
    {
        WeightCache cache = WeightCache.FromEnvironment();
        List<string[]> rows = [["network", "weights", "file", "size", "SHA-256 begins", "cached"]];
        rows.AddRange(Published().Select(entry => (string[])
        [
            entry.Network.Name, entry.Weights.Version, entry.File.FileName, ByteSize.Text(entry.File.Bytes), entry.File.Hash, cache.Contains(entry.File) ? "yes" : "no",
        ]));
        foreach (string line in TextTable.Lines(rows).Append($"cache: {cache.Folder}"))
        {
            terminal.Say(line);
        }

        return ExitCodes.Done;
    }

    /// <summary>Fetches what is not cached, and says where each file lies; one that fails does not keep back the others.</summary>
    /// <param name="names">Networks, by name or alias; a version of their weights may follow after a colon.</param>
    /// <param name="all">Whether the default weights of every network are meant.</param>
    /// <param name="offline">Forbids fetching.</param>
    /// <param name="terminal">Takes the lines.</param>
    /// <exception cref="UsageException">Nothing is asked for, names stand beside <paramref name="all"/>, or a name is unknown.</exception>
    public static int Fetch(IReadOnlyList<string> names, bool all, bool offline, Terminal terminal)
    {
        if (all != (names.Count == 0))
        {
            throw new UsageException($"{(all ? "--all and names exclude each other" : "no network is named")}: give names such as resnet50 or resnet50:V2, or --all alone");
        }

        int code = ExitCodes.Done;
        foreach ((NetworkDefinition network, NetworkWeights weights) in all ? DefaultWeights() : [.. names.Select(Parse).Distinct()])
        {
            try
            {
                FetchedFile fetched = WeightSource.Fetch(network, weights.Version, offline, terminal);
                terminal.Say($"{Name(network, weights)}: {fetched.Path}{(fetched.WasCached ? " (was cached)" : string.Empty)}");
            }
            catch (WeightsException failure)
            {
                terminal.Fail(Remedy.Describe(failure));
                code = ExitCodes.Failed;
            }
        }

        return code;
    }

    /// <summary>Prints whether each cached file is the published one.</summary>
    public static int Verify(Terminal terminal)
    {
        WeightCache cache = WeightCache.FromEnvironment();
        int code = ExitCodes.Done;
        foreach ((NetworkDefinition network, NetworkWeights weights, PublishedFile file) in Published())
        {
            CacheState state = cache.Check(file);
            terminal.Say($"{Name(network, weights)}: {state switch
            {
                CacheState.Absent => "not cached",
                CacheState.Verified => $"right, {cache.PathOf(file)}",
                _ => $"wrong, {cache.PathOf(file)}",
            }}");
            if (state == CacheState.Damaged)
            {
                terminal.Fail($"{cache.PathOf(file)} is not the published file: delete it, then \"gradcam weights fetch {Name(network, weights)}\" gets the right one");
                code = ExitCodes.Failed;
            }
        }

        return code;
    }

    /// <summary>What <c>--all</c> means: the default weights of every network.</summary>
    public static IEnumerable<(NetworkDefinition Network, NetworkWeights Weights)> DefaultWeights() => NetworkCatalog.All.Select(network => (network, network.Weights[0]));

    /// <summary>Writes a checkpoint as .safetensors.</summary>
    public static int Convert(string input, string output, bool half, Terminal terminal)
    {
        NativeLibraries.EnsureTorch();
        using IDisposable watch = terminal.Watch($"converting {input}");
        PublishedFile? published = CheckpointConverter.Convert(input, output, half);
        terminal.Say($"{output}{(published is null ? string.Empty : $" (published weights of {published.Name})")}");
        return ExitCodes.Done;
    }

    private static IEnumerable<(NetworkDefinition Network, NetworkWeights Weights, PublishedFile File)> Published() =>
        NetworkCatalog.All.SelectMany(network => network.Weights.Select(weights => (network, weights, weights.File)));

    /// <summary>The name that fetches a file: the version follows where it is not the network's first.</summary>
    private static string Name(NetworkDefinition network, NetworkWeights weights) =>
        weights == network.Weights[0] ? network.Name : $"{network.Name}:{weights.Version}";

    private static (NetworkDefinition Network, NetworkWeights Weights) Parse(string name)
    {
        string[] parts = name.Split(':', 2);
        NetworkDefinition network = NetworkCatalog.Find(parts[0]);
        return (network, PublishedWeights.Find(network, parts.ElementAtOrDefault(1)));
    }
}
