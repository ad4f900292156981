using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GradCam.Core.Tests.Weights;

/// <summary>A real HTTP server on loopback that answers every request as a test wants it.</summary>
public sealed class WeightServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly List<string> _ranges = [];
    private readonly Lock _guard = new();

    private WeightServer(WebApplication application) => _application = application;

    /// <summary>Answers a request; its number counts from 1.</summary>
    public delegate Task Answer(HttpContext context, int request);

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Of each request, in order, its Range header, "" without one.</summary>
    public IReadOnlyList<string> Ranges
    {
        get
        {
            lock (_guard)
            {
                return [.. _ranges];
            }
        }
    }

    public static async Task<WeightServer> StartAsync(Answer answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WeightServer server = new(builder.Build());
        server._application.Run(context => answer(context, server.Count(context)));
        await server._application.StartAsync();
        server.Address = new Uri(server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/models/");
        return server;
    }

    /// <summary>Serves the whole file, whatever is asked for.</summary>
    public static Answer Whole(byte[] content) => (context, _) => SendAsync(context, content, 0, content.Length, ranged: false);

    /// <summary>Serves the file from where the request asks, whole or in pieces with a pause after each.</summary>
    public static Answer Ranged(byte[] content, int piece = int.MaxValue, int pauseMilliseconds = 0) =>
        (context, _) => SendAsync(context, content, StartOf(context), content.Length, ranged: true, piece, pauseMilliseconds);

    /// <summary>Cuts the connection after so many bytes of the answer.</summary>
    /// <remarks>An answer that ends before its length is closed by the server in order; a reset would take bytes with it that a slow client has not read yet.</remarks>
    public static Answer Cut(byte[] content, int after, bool ranged) => (context, _) =>
    {
        int start = ranged ? StartOf(context) : 0;
        return SendAsync(context, content, start, Math.Min(content.Length, start + after), ranged);
    };

    /// <summary>Serves the file from where the request asks, but its last byte only once it may.</summary>
    public static Answer Held(byte[] content, Task released) => async (context, _) =>
    {
        await SendAsync(context, content, StartOf(context), content.Length - 1, ranged: true);
        await released;
        await context.Response.Body.WriteAsync(content.AsMemory(content.Length - 1), context.RequestAborted);
    };

    /// <summary>Falls silent after so many bytes of the answer, until the client goes.</summary>
    public static Answer Stall(byte[] content, int after) => async (context, _) =>
    {
        await SendAsync(context, content, StartOf(context), Math.Min(content.Length, StartOf(context) + after), ranged: true);
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    };

    public static Answer Status(int code) => (context, _) =>
    {
        context.Response.StatusCode = code;
        return Task.CompletedTask;
    };

    /// <summary>The first answer for the first request, the second for all others.</summary>
    public static Answer Then(Answer first, Answer others) => (context, request) => request == 1 ? first(context, request) : others(context, request);

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private static int StartOf(HttpContext context)
    {
        string range = context.Request.Headers.Range.ToString();
        return range.Length == 0 ? 0 : int.Parse(range.Replace("bytes=", "", StringComparison.Ordinal).TrimEnd('-'), CultureInfo.InvariantCulture);
    }

    private static async Task SendAsync(
        HttpContext context, byte[] content, int start, int end, bool ranged, int piece = int.MaxValue, int pauseMilliseconds = 0)
    {
        if (ranged && start >= content.Length)
        {
            context.Response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            context.Response.Headers.ContentRange = $"bytes */{content.Length}";
            return;
        }

        if (ranged && context.Request.Headers.Range.Count > 0)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {start}-{content.Length - 1}/{content.Length}";
        }

        context.Response.ContentLength = content.Length - start;
        for (int at = start; at < end; at += Math.Min(piece, end - at))
        {
            await context.Response.Body.WriteAsync(content.AsMemory(at, Math.Min(piece, end - at)), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(pauseMilliseconds, context.RequestAborted);
        }
    }

    private int Count(HttpContext context)
    {
        lock (_guard)
        {
            _ranges.Add(context.Request.Headers.Range.ToString());
            return _ranges.Count;
        }
    }
}
