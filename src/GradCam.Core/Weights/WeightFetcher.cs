using System.Net;
using GradCam.Files;

namespace GradCam.Weights;

/// <summary>
/// Gives published files out of the cache, and fetches those that are not there: beside their final name, resumed where the server
/// allows ranges, renamed only when the hash is right. A cached file is hashed at every use too (0.05 to 0.3 s for 100 MB), so that
/// no other weights are ever taken for the published ones; a wrong one is an error and is left as it is, never replaced.
/// </summary>
/// <param name="cache">Where files are kept.</param>
/// <param name="options">From where they come, and how patiently.</param>
internal sealed class WeightFetcher(WeightCache cache, FetchOptions options)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>The file from the cache, fetched first where it is not there.</summary>
    /// <param name="file">Which one, with the hash that it must have.</param>
    /// <param name="progress">Is told how far the fetch has come; default nobody.</param>
    /// <param name="cancellationToken">Stops the fetch; what was received stays for the next one.</param>
    /// <exception cref="WeightsException">It could not be fetched or kept, or is not the published file.</exception>
    public async Task<FetchedFile> FetchAsync(PublishedFile file, IProgress<FetchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (cache.Contains(file))
        {
            return Cached(file);
        }

        if (options.Offline)
        {
            throw Failure(file, "it is not in the cache, and fetching is forbidden");
        }

        try
        {
            Directory.CreateDirectory(cache.Folder);
            using PartialFile? partial = await AcquireAsync(file, progress, cancellationToken).ConfigureAwait(false);
            return partial is null ? Cached(file) : await FillAsync(file, partial, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (TransferException failure)
        {
            throw Failure(file, failure.Message, failure);
        }
        catch (Exception failure) when (FileFault.Is(failure))
        {
            throw Failure(file, $"it cannot be kept in {cache.Folder} ({FileFault.Reason(failure, cache.PathOf(file))})", failure);
        }
    }

    /// <summary>The lock on this file's transfer; null where another process finished it meanwhile.</summary>
    private async Task<PartialFile?> AcquireAsync(PublishedFile file, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        bool told = false;
        while (true)
        {
            PartialFile? partial = PartialFile.TryAcquire(cache.PathOf(file));
            if (cache.Contains(file))
            {
                partial?.Delete();
                partial?.Dispose();
                return null;
            }

            if (partial is not null)
            {
                return partial;
            }

            if (!told)
            {
                progress?.Report(new FetchProgress(file.FileName, FetchStage.Waiting, 0, file.Bytes, 0));
                told = true;
            }

            await Task.Delay(PollInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<FetchedFile> FillAsync(PublishedFile file, PartialFile partial, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        using HttpClient client = NewClient();
        Transfer transfer = new(client, file, options.AddressOf(file), options.StallTimeout, progress);
        while (true)
        {
            bool fromStart = partial.Stream.Length == 0;
            await TransferAsync(transfer, file, partial, progress, cancellationToken).ConfigureAwait(false);
            string sha256 = FileHash.Sha256(partial.Stream);
            if (file.Matches(sha256))
            {
                partial.Publish(cache.PathOf(file));
                PartialFile.Sweep(cache.PathOf(file));
                progress?.Report(new FetchProgress(file.FileName, FetchStage.Done, partial.Stream.Length, partial.Stream.Length, 0));
                return new FetchedFile(file, cache.PathOf(file), WasCached: false);
            }

            partial.Stream.SetLength(0);
            if (fromStart)
            {
                throw new TransferException($"what comes from there is another file: its SHA-256 begins with {sha256[..file.Hash.Length]}, not {file.Hash}", mayPass: false);
            }
        }
    }

    /// <summary>Transfers until the file is whole, taken up again after failures that may pass.</summary>
    private async Task TransferAsync(Transfer transfer, PublishedFile file, PartialFile partial, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        long furthest = partial.Stream.Length;
        int failures = 0;
        while (true)
        {
            try
            {
                await transfer.RunAsync(partial.Stream, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (IOException)
            {
                // A full disk gets its space back.
                partial.Delete();
                throw;
            }
            catch (TransferException failure)
            {
                failures = partial.Stream.Length > furthest ? 1 : failures + 1;
                furthest = Math.Max(furthest, partial.Stream.Length);
                if (!failure.MayPass || failures >= options.Attempts)
                {
                    throw;
                }

                progress?.Report(new FetchProgress(file.FileName, FetchStage.Retrying, partial.Stream.Length, file.Bytes, 0, failure.Message));
            }

            await Task.Delay(options.RetryDelay, cancellationToken).ConfigureAwait(false);
        }
    }

    private FetchedFile Cached(PublishedFile file)
    {
        string sha256 = cache.HashOf(file);
        if (!file.Matches(sha256))
        {
            throw new WeightsException(
                $"{cache.PathOf(file)} is not the published file: its SHA-256 begins with {sha256[..file.Hash.Length]}, not {file.Hash}; "
                + "delete it so that it is fetched again");
        }

        PartialFile.Sweep(cache.PathOf(file));
        return new FetchedFile(file, cache.PathOf(file), WasCached: true);
    }

    private WeightsException Failure(PublishedFile file, string reason, Exception? inner = null) =>
        new(
            $"{file.FileName} could not be had from {FetchOptions.Shown(options.AddressOf(file))}: {reason}; "
            + $"put it by hand at {cache.PathOf(file)}",
            inner);

    private static HttpClient NewClient()
    {
        SocketsHttpHandler handler = new() { ConnectTimeout = ConnectTimeout, AutomaticDecompression = DecompressionMethods.None };
        HttpClient client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("gradcam");
        return client;
    }
}
