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
        List<string[]> rows = [["network", "file", "size", "SHA-256 begins", "cached"]];
        rows.AddRange(PublishedWeights.ImageNet.Select(file => (string[])
        [
            file.Name, file.FileName, ByteSize.Text(file.Bytes), file.Hash, cache.Contains(file) ? "yes" : "no",
        ]));
        foreach (string line in TextTable.Lines(rows).Append($"cache: {cache.Folder}"))
        {
            terminal.Say(line);
        }

        return ExitCodes.Done;
    }

    /// <summary>Fetches what is not cached, and says where each file lies; one that fails does not keep back the others.</summary>
    /// <exception cref="UsageException">Nothing is asked for, names stand beside <paramref name="all"/>, or a name is unknown.</exception>
    public static int Fetch(IReadOnlyList<string> names, bool all, bool offline, Terminal terminal)
    {
        if (all != (names.Count == 0))
        {
            throw new UsageException($"{(all ? "--all and names exclude each other" : "no network is named")}: give names such as resnet50, or --all alone.");
        }

        int code = ExitCodes.Done;
        foreach (NetworkDefinition network in all ? NetworkCatalog.All : [.. names.Select(NetworkCatalog.Find).Distinct()])
        {
            try
            {
                FetchedFile fetched = WeightSource.Fetch(network, offline, terminal);
                terminal.Say($"{network.Name}: {fetched.Path}{(fetched.WasCached ? " (was cached)" : string.Empty)}");
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
        foreach (PublishedFile file in PublishedWeights.ImageNet)
        {
            CacheState state = cache.Check(file);
            terminal.Say($"{file.Name}: {state switch
            {
                CacheState.Absent => "not cached",
                CacheState.Verified => $"right, {cache.PathOf(file)}",
                _ => $"wrong, {cache.PathOf(file)}",
            }}");
            if (state == CacheState.Damaged)
            {
                terminal.Fail($"{cache.PathOf(file)} is not the published file: delete it, then 'gradcam weights fetch {file.Name}' gets the right one.");
                code = ExitCodes.Failed;
            }
        }

        return code;
    }

    /// <summary>Writes a checkpoint as .safetensors.</summary>
    public static int Convert(string input, string output, bool half, Terminal terminal)
    {
        NativeLibraries.EnsureTorch();
        using IDisposable watch = terminal.Watch($"converting {input}");
        PublishedFile? published = CheckpointConverter.Convert(input, output, half);
        terminal.Say($"{output}{(published is null ? string.Empty : $" (published weights of {published.Name})")}");
        return ExitCodes.Done;
    }
}
