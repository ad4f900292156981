using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using GradCam.Files;

namespace GradCam.Weights;

/// <summary>One request for one file, appended to what is there already where the server allows ranges.</summary>
internal sealed class Transfer(HttpClient client, PublishedFile file, Uri address, TimeSpan stallTimeout, IProgress<FetchProgress>? progress)
{
    private const int BufferSize = 1 << 17;
    private const long SizeMargin = 1 << 20;
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(100);
    private bool hasReceived;

    /// <summary>Receives until the file is whole. Whether it is the right file is for its hash to say.</summary>
    /// <exception cref="TransferException">The server or the way to it failed.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public async Task RunAsync(FileStream target, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        if (target.Length > 0)
        {
            request.Headers.Range = new RangeHeaderValue(target.Length, null);
        }

        using CancellationTokenSource stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using HttpResponseMessage response = await Watched(
            () => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token), stall, cancellationToken).ConfigureAwait(false);
        if (IsWholeAlready(response, target))
        {
            return;
        }

        long? total = TotalOf(response, target);
        if (total > file.Bytes + SizeMargin)
        {
            throw TooLong(total.Value);
        }

        await ReceiveAsync(response, target, total, stall, cancellationToken).ConfigureAwait(false);
        if (target.Length < total)
        {
            throw new TransferException($"the connection was cut after {ByteSize.Text(target.Length)} of {ByteSize.Text(total.Value)}", mayPass: true);
        }
    }

    private static bool IsWholeAlready(HttpResponseMessage response, FileStream target) =>
        response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable
        && target.Length > 0
        && response.Content.Headers.ContentRange?.Length == target.Length;

    /// <summary>The file's whole length as the answer gives it; the target is set to where the answer's bytes belong.</summary>
    private static long? TotalOf(HttpResponseMessage response, FileStream target)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK when target.Length > 0:
                target.SetLength(0);
                return response.Content.Headers.ContentLength;
            case HttpStatusCode.OK:
                return response.Content.Headers.ContentLength;
            case HttpStatusCode.PartialContent when target.Length > 0 && response.Content.Headers.ContentRange is { } range && range.From == target.Length:
                target.Position = target.Length;
                return range.Length;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                target.SetLength(0);
                throw new TransferException("the server answered with another range than the one asked for", mayPass: true);
            default:
                int code = (int)response.StatusCode;
                throw new TransferException($"the server answered {code} ({response.StatusCode})", mayPass: code is 408 or 429 or >= 500);
        }
    }

    private async Task ReceiveAsync(
        HttpResponseMessage response, FileStream target, long? total, CancellationTokenSource stall, CancellationToken cancellationToken)
    {
        using Stream source = await Watched(() => response.Content.ReadAsStreamAsync(stall.Token), stall, cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[BufferSize];
        long start = target.Length;
        Stopwatch clock = Stopwatch.StartNew();
        TimeSpan reported = -ReportInterval;
        while (true)
        {
            int count = await Watched(() => source.ReadAsync(buffer, stall.Token).AsTask(), stall, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return;
            }

            if (target.Length + count > file.Bytes + SizeMargin)
            {
                throw TooLong(target.Length + count);
            }

            hasReceived = true;
            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            if (clock.Elapsed - reported >= ReportInterval)
            {
                reported = clock.Elapsed;
                double speed = (target.Length - start) / Math.Max(clock.Elapsed.TotalSeconds, 1e-3);
                progress?.Report(new FetchProgress(file.FileName, FetchStage.Receiving, target.Length, total ?? file.Bytes, speed));
            }
        }
    }

    private TransferException TooLong(long bytes) =>
        new($"at least {ByteSize.Text(bytes)} come from there where {ByteSize.Text(file.Bytes)} were expected", mayPass: false);

    private async Task<T> Watched<T>(Func<Task<T>> step, CancellationTokenSource stall, CancellationToken cancellationToken)
    {
        try
        {
            stall.CancelAfter(stallTimeout);
            return await step().ConfigureAwait(false);
        }
        catch (OperationCanceledException failure) when (stall.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TransferException(
                string.Create(CultureInfo.InvariantCulture, $"nothing came from {address.Host} for {stallTimeout.TotalSeconds:0.#} seconds"), mayPass: true, failure);
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransferException($"no connection to {address.Host} came about in time", mayPass: hasReceived, failure);
        }
        catch (HttpRequestException failure)
        {
            throw new TransferException(ReasonOf(failure), IsPassing(failure), failure);
        }
        catch (IOException failure)
        {
            throw new TransferException($"the connection was cut ({FileFault.OneLine(failure.Message)})", mayPass: true, failure);
        }
    }

    /// <summary>Without any network the first request says so at once; one that fails in the middle of a transfer is tried again.</summary>
    private bool IsPassing(HttpRequestException failure) =>
        hasReceived || failure.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse or HttpRequestError.Unknown;

    private string ReasonOf(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => $"no network, or no server of this name ({FileFault.OneLine(failure.Message)})",
        HttpRequestError.ConnectionError => $"no connection ({FileFault.OneLine(failure.Message)})",
        HttpRequestError.ProxyTunnelError => $"the proxy refused ({FileFault.OneLine(failure.Message)})",
        HttpRequestError.SecureConnectionError => $"no secure connection to {address.Host} ({FileFault.OneLine(failure.InnerException?.Message ?? failure.Message)})",
        _ => $"the connection was cut ({FileFault.OneLine(failure.Message)})",
    };
}
