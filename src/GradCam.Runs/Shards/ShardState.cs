namespace GradCam.Runs;

/// <summary>How far a shard has come.</summary>
/// <param name="Shard">Which one.</param>
/// <param name="Files">Where its files lie.</param>
/// <param name="Facts">What it is of its run; null where nobody has begun on it.</param>
/// <param name="Marked">The batches that are whole.</param>
/// <param name="Attempts">How many times a process has begun on it.</param>
/// <param name="Lease">The last one's lease; null where there is none.</param>
/// <param name="LeaseAge">How long ago it was written, by the clock of the file's system; null where there is none.</param>
internal sealed record ShardState(Shard Shard, ShardFiles Files, ShardFacts? Facts, MarkedBatches Marked, int Attempts, ShardLease? Lease, TimeSpan? LeaseAge)
{
    // Three renewals: a file server shows another machine's file some seconds late.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    /// <summary>Whether every batch is whole.</summary>
    public bool IsDone => Facts is { } facts && Marked.Batches.Count >= facts.Batches;

    /// <summary>Whether a process works on it, as far as can be seen.</summary>
    public bool IsRunning => Lease is { Ended: false } && LeaseAge < Fresh;

    /// <summary>In a word.</summary>
    public string Word => IsDone ? "done" : IsRunning ? "running" : Attempts == 0 ? "not begun" : Lease is { Ended: true } ? "stopped" : "lost";

    /// <summary>Jobs a second of the process that works on it; null where none does or nothing is done yet.</summary>
    public double? PerSecond => IsRunning && Lease is { Done: > 0, Seconds: > 0 } lease ? lease.Done / lease.Seconds : null;

    /// <summary>Reads a shard's state.</summary>
    /// <param name="output">The run's folder.</param>
    /// <param name="shard">Which shard.</param>
    /// <param name="now">The file system's clock.</param>
    /// <exception cref="UsageException">A file was changed.</exception>
    public static ShardState Read(string output, Shard shard, DateTime now)
    {
        ShardFiles files = new(output, shard);
        IReadOnlyList<int> attempts = files.Attempts();
        int last = attempts is [.., var latest] ? latest : 0;
        return new ShardState(
            shard,
            files,
            File.Exists(files.Settings) ? files.ReadFacts() : null,
            MarkedBatches.Read(files),
            attempts.Count,
            last > 0 ? files.ReadLease(last) : null,
            last > 0 ? now - File.GetLastWriteTimeUtc(files.Lease(last)) : null);
    }
}
