using System.Diagnostics;

namespace GradCam.Core.Tests.Weights;

public sealed class FetchProcessTests : IDisposable
{
    private readonly FetchBench _bench = new(1_500_000);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Fetch_KilledAtTenRandomMoments_SecondRunHoldsTheFileAlone()
    {
        Random random = new(20);
        int resumed = 0;
        for (int run = 0; run < 10; run++)
        {
            using FetchBench bench = new(1_500_000);
            await using WeightServer server = await WeightServer.StartAsync(WeightServer.Then(
                WeightServer.Ranged(bench.Content, piece: 60_000, pauseMilliseconds: 10), WeightServer.Ranged(bench.Content)));
            using (TrialProcess first = TrialProcess.Start(bench, server.Address))
            {
                await RequestedAsync(server);
                await Task.Delay(random.Next(0, 350));
                await first.KillAsync();
            }

            using TrialProcess second = TrialProcess.Start(bench, server.Address);

            Assert.Equal((0, ""), await second.EndAsync());
            bench.AssertHoldsTheFileAlone();
            resumed += server.Ranges.Count(range => range.StartsWith("bytes=", StringComparison.Ordinal));
        }

        // Some kills come before the first byte or after the last one; the file takes a quarter of a second, most of the time that they are drawn from.
        Assert.InRange(resumed, 1, 10);
    }

    [Fact]
    public async Task Fetch_KilledAfterAThirdCame_SecondRunGoesOnFromThere()
    {
        await using WeightServer server = await WeightServer.StartAsync(
            WeightServer.Then(WeightServer.Stall(_bench.Content, after: 500_000), WeightServer.Ranged(_bench.Content)));
        using (TrialProcess first = TrialProcess.Start(_bench, server.Address))
        {
            await RequestedAsync(server);
            await UntilAsync(() => PartialLength() >= 500_000, "a third of the file did not come");
            await first.KillAsync();
        }

        Assert.False(File.Exists(_bench.FinalPath));
        using TrialProcess second = TrialProcess.Start(_bench, server.Address);

        Assert.Equal((0, ""), await second.EndAsync());
        _bench.AssertHoldsTheFileAlone();
        Assert.Equal(["", "bytes=500000-"], server.Ranges);
    }

    [Fact]
    public async Task Fetch_TwoProcessesAtOnce_BothSucceedAndTheFileIsAlone()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Ranged(_bench.Content, piece: 60_000, pauseMilliseconds: 10));
        using TrialProcess first = TrialProcess.Start(_bench, server.Address);
        using TrialProcess second = TrialProcess.Start(_bench, server.Address);

        Assert.Equal((0, ""), await first.EndAsync());
        Assert.Equal((0, ""), await second.EndAsync());
        _bench.AssertHoldsTheFileAlone();
    }

    [Fact]
    public async Task Fetch_ProxyThatDoesNotAnswer_SaysNoConnection()
    {
        using TrialProcess trial = TrialProcess.Start(
            _bench, new Uri("http://weights.invalid/"), new Dictionary<string, string> { ["http_proxy"] = "http://127.0.0.1:1/" });

        (int exitCode, string errors) = await trial.EndAsync();

        Assert.Equal(1, exitCode);
        _bench.AssertHelps(errors.TrimEnd(), "no connection (Connection refused");
        Assert.Empty(_bench.Names);
    }

    [Fact]
    public async Task Fetch_SilentServer_EndsWithOne()
    {
        using FetchBench bench = new() { StallTimeout = TimeSpan.FromSeconds(0.5) };
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Stall(bench.Content, after: 0));
        using TrialProcess trial = TrialProcess.Start(bench, server.Address);

        (int exitCode, string errors) = await trial.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("nothing came from 127.0.0.1 for 0.5 seconds", errors, StringComparison.Ordinal);
        Assert.Empty(bench.Names);
    }

    [Theory]
    [InlineData(407, "the server answered 407 (ProxyAuthenticationRequired)")]
    [InlineData(502, "the server answered 502 (BadGateway)")]
    public async Task Fetch_ProxyThatRefuses_NamesItsAnswer(int code, string reason)
    {
        await using WeightServer proxy = await WeightServer.StartAsync(WeightServer.Status(code));
        using TrialProcess trial = TrialProcess.Start(
            _bench, new Uri("http://weights.invalid/"), new Dictionary<string, string> { ["http_proxy"] = proxy.Address.GetLeftPart(UriPartial.Authority) });

        (int exitCode, string errors) = await trial.EndAsync();

        Assert.Equal(1, exitCode);
        _bench.AssertHelps(errors.TrimEnd(), reason);
        Assert.Empty(_bench.Names);
    }

    [Fact]
    public async Task Fetch_SecureProxyThatRefuses_SaysTheProxyRefused()
    {
        await using WeightServer proxy = await WeightServer.StartAsync(WeightServer.Status(403));
        using TrialProcess trial = TrialProcess.Start(
            _bench, new Uri("https://weights.invalid/"), new Dictionary<string, string> { ["https_proxy"] = proxy.Address.GetLeftPart(UriPartial.Authority) });

        (int exitCode, string errors) = await trial.EndAsync();

        Assert.Equal(1, exitCode);
        _bench.AssertHelps(errors.TrimEnd(), "the proxy refused", "403");
        Assert.Empty(_bench.Names);
    }

    private static Task RequestedAsync(WeightServer server) => UntilAsync(() => server.Ranges.Count > 0, "the process asked for nothing");

    private static async Task UntilAsync(Func<bool> holds, string otherwise)
    {
        var clock = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), otherwise);
            await Task.Delay(5);
        }
    }

    private long PartialLength() =>
        Directory.Exists(_bench.Folder) ? Directory.GetFiles(_bench.Folder, "*.partial").Select(path => new FileInfo(path).Length).FirstOrDefault() : 0;
}
