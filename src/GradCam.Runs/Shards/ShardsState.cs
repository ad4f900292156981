using System.Globalization;
using GradCam.Files;

namespace GradCam.Runs;

/// <summary>How far the shards of a run have come.</summary>
/// <param name="Shards">All of them, in order, those that nobody has begun on included.</param>
internal sealed record ShardsState(IReadOnlyList<ShardState> Shards)
{
    /// <summary>How many jobs the run has; null where no shard has been begun on.</summary>
    public int? Jobs => Shards.Select(shard => shard.Facts?.RunJobs).FirstOrDefault(jobs => jobs is not null);

    /// <summary>How many are done.</summary>
    public int Done => Shards.Sum(shard => shard.Marked.Jobs);

    /// <summary>How many of these failed.</summary>
    public int Failed => Shards.Sum(shard => shard.Marked.Failed);

    /// <summary>The shards that are not done.</summary>
    public IEnumerable<ShardState> Missing => Shards.Where(shard => !shard.IsDone);

    /// <summary>Jobs a second of all processes that work; 0 where none does.</summary>
    public double PerSecond => Shards.Sum(shard => shard.PerSecond ?? 0);

    /// <summary>The call that works on a shard, without what says which; null where no shard has been begun on.</summary>
    public IReadOnlyList<string>? Call => Shards.Select(shard => shard.Facts?.Call).FirstOrDefault(call => call is not null);

    /// <summary>The instruction sets that the results were computed with, by how many shards each.</summary>
    public IReadOnlyList<(string Name, int Shards)> InstructionSets =>
    [
        .. Shards
            .SelectMany(shard => shard.Marked.Attempts.Select(shard.Files.ReadLease).OfType<ShardLease>().Select(lease => lease.InstructionSet).Distinct())
            .CountBy(name => name)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => (entry.Key, entry.Value)),
    ];

    /// <summary>Reads the state.</summary>
    /// <param name="output">The run's folder.</param>
    /// <exception cref="UsageException">The folder holds no shards, shards of two runs, or a file that was changed.</exception>
    public static ShardsState Read(string output)
    {
        IReadOnlyList<Shard> there = ShardFiles.Of(output);
        if (there.Count == 0)
        {
            throw new UsageException($"{ShownText.Of(output)}: holds no shards");
        }

        if (there.Select(shard => shard.Count).Distinct().ToArray() is [var first, var second, ..])
        {
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{ShownText.Of(output)}: holds shards of {first} and of {second}; take those that are not the run's away"));
        }

        DateTime now = Clock(Path.Combine(output, OwnFolders.Shards));
        return new ShardsState([.. Enumerable.Range(0, there[0].Count).Select(index => ShardState.Read(output, new Shard(index, there[0].Count), now))]);
    }

    /// <summary>What the file system takes for now: a file server's clock is not this machine's. Where nothing can be written, this machine's.</summary>
    private static DateTime Clock(string folder)
    {
        string file = Path.Combine(folder, $".{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(file, [0]);
            DateTime now = File.GetLastWriteTimeUtc(file);
            File.Delete(file);
            return now;
        }
        catch (Exception failure) when (FileFault.Is(failure))
        {
            return TimeProvider.System.GetUtcNow().UtcDateTime;
        }
    }
}
