using System.Diagnostics;
using System.Text.Json;
using GradCam.Files;

namespace GradCam.Runs;

/// <summary>
/// An attempt's claim on its shard: while it lives, its lease is written again every ten seconds. A later attempt makes this one stop at its next batch;
/// until then both make the same bytes.
/// </summary>
internal sealed class ShardClaim : IDisposable
{
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);

    private readonly ShardFiles files;
    private readonly DraftFolder drafts;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly CancellationTokenSource taken = new();
    private readonly Lock writing = new();
    private readonly Timer timer;
    private ShardLease lease;

    private ShardClaim(ShardFiles files, int attempt, DraftFolder drafts, ShardLease lease)
    {
        this.files = files;
        this.drafts = drafts;
        this.lease = lease;
        Attempt = attempt;
        Write();
        timer = new Timer(_ => Renew(), null, Renewal, Renewal);
    }

    /// <summary>The attempt's number, from 1 up.</summary>
    public int Attempt { get; }

    /// <summary>Cancelled when a later attempt has been seen.</summary>
    public CancellationToken Taken => taken.Token;

    /// <summary>Takes the next attempt's number: of several processes that do so at once, each gets another.</summary>
    /// <param name="files">The shard's files; its folder is there.</param>
    /// <param name="drafts">Makes the attempt's drafts.</param>
    /// <param name="job">The engine's job; null where no engine tells.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static ShardClaim Take(ShardFiles files, Func<int, DraftFolder> drafts, string? job)
    {
        int attempt = files.Attempts() is [.., var last] ? last : 0;
        do
        {
            attempt++;
        }
        while (!IsMade(files.Lease(attempt)));
        ShardLease lease = new() { Host = Environment.MachineName, Process = Environment.ProcessId, Job = job, InstructionSet = Runs.InstructionSet.Name };
        return new ShardClaim(files, attempt, drafts(attempt), lease);
    }

    /// <summary>Counts what was done, and looks for a later attempt.</summary>
    public void Done(int jobs)
    {
        lock (writing)
        {
            lease = lease with { Done = lease.Done + jobs };
        }

        LookForLater();
    }

    /// <summary>Says that this attempt has ended.</summary>
    public void Dispose()
    {
        timer.Dispose();
        lock (writing)
        {
            lease = lease with { Ended = true };
        }

        Renew();
        taken.Dispose();
    }

    private static bool IsMade(string path)
    {
        try
        {
            new FileStream(path, FileMode.CreateNew).Dispose();
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    private void Renew()
    {
        try
        {
            Write();
            LookForLater();
        }
        catch (Exception failure) when (FileFault.Is(failure))
        {
            // A disk that is full stops the results, which say so; a lease that is old costs nobody anything.
            return;
        }
    }

    private void Write()
    {
        lock (writing)
        {
            ShardLease now = lease with { Seconds = Math.Round(watch.Elapsed.TotalSeconds, 1) };
            drafts.Write(files.Lease(Attempt), JsonSerializer.SerializeToUtf8Bytes(now, RunJson.Compact));
        }
    }

    private void LookForLater()
    {
        lock (writing)
        {
            if (!lease.Ended && File.Exists(files.Lease(Attempt + 1)))
            {
                taken.Cancel();
            }
        }
    }
}
