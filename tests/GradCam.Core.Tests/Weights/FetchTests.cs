using System.Collections.Concurrent;
using GradCam.Weights;

namespace GradCam.Core.Tests.Weights;

public sealed class FetchTests : IDisposable
{
    private readonly FetchBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Fetch_WholeFile_LandsUnderItsNameAndNothingElse()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Ranged(_bench.Content, piece: 100_000, pauseMilliseconds: 30));
        Reports reports = new();

        FetchedFile fetched = await _bench.FetchAsync(server.Address, reports);

        _bench.AssertHoldsTheFileAlone();
        Assert.Equal((_bench.FinalPath, _bench.File, false), (fetched.Path, fetched.File, fetched.WasCached));
        Assert.Equal([""], server.Ranges);
        Assert.Equal(FetchStage.Done, reports.Seen.Last().Stage);
        Assert.All(reports.Seen, report => Assert.Equal(_bench.Content.Length, report.Total));
        Assert.Contains(reports.Seen, report => report.BytesPerSecond > 0 && report.Remaining > TimeSpan.Zero);
    }

    [Fact]
    public async Task Fetch_CachedFile_AsksNoServer()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Whole(_bench.Content));
        Directory.CreateDirectory(_bench.Folder);
        await File.WriteAllBytesAsync(_bench.FinalPath, _bench.Content);

        FetchedFile fetched = await _bench.FetchAsync(server.Address);

        Assert.True(fetched.WasCached);
        Assert.Empty(server.Ranges);
    }

    [Fact]
    public async Task Fetch_CutEvery150000Bytes_GoesOnWhereItStopped()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Cut(_bench.Content, after: 150_000, ranged: true));

        await _bench.FetchAsync(server.Address);

        _bench.AssertHoldsTheFileAlone();
        Assert.Equal(["", "bytes=150000-", "bytes=300000-", "bytes=450000-"], server.Ranges);
    }

    [Fact]
    public async Task Fetch_CutByAServerWithoutRanges_StartsAgain()
    {
        await using WeightServer server = await WeightServer.StartAsync(
            WeightServer.Then(WeightServer.Cut(_bench.Content, after: 150_000, ranged: false), WeightServer.Whole(_bench.Content)));

        await _bench.FetchAsync(server.Address);

        _bench.AssertHoldsTheFileAlone();
        Assert.Equal(2, server.Ranges.Count);
    }

    [Fact]
    public async Task Fetch_StalledOnce_GoesOnAfterTheTimeout()
    {
        using FetchBench bench = new() { StallTimeout = TimeSpan.FromSeconds(3) };
        await using WeightServer server = await WeightServer.StartAsync(
            WeightServer.Then(WeightServer.Stall(bench.Content, after: 150_000), WeightServer.Ranged(bench.Content)));
        Reports reports = new();

        await bench.FetchAsync(server.Address, reports);

        bench.AssertHoldsTheFileAlone();
        Assert.Equal(["", "bytes=150000-"], server.Ranges);
        FetchProgress retry = Assert.Single(reports.Seen, report => report.Stage == FetchStage.Retrying);
        Assert.Equal("nothing came from 127.0.0.1 for 3 seconds", retry.Reason);
    }

    [Fact]
    public async Task Fetch_ServerErrorOnce_TriesAgain()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Then(WeightServer.Status(500), WeightServer.Whole(_bench.Content)));

        await _bench.FetchAsync(server.Address);

        _bench.AssertHoldsTheFileAlone();
    }

    [Fact]
    public async Task Fetch_PartLeftByADeadProcess_IsTakenOver()
    {
        _bench.Leave(_bench.Content.AsSpan(0, 10_000));
        _bench.Leave(_bench.Content.AsSpan(0, 400_000));
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Ranged(_bench.Content));

        await _bench.FetchAsync(server.Address);

        _bench.AssertHoldsTheFileAlone();
        Assert.Equal(["bytes=400000-"], server.Ranges);
    }

    [Fact]
    public async Task Fetch_WholeFileLeftUnrenamed_IsKeptWithoutANewByte()
    {
        _bench.Leave(_bench.Content);
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Ranged(_bench.Content));

        await _bench.FetchAsync(server.Address);

        _bench.AssertHoldsTheFileAlone();
        Assert.Equal(["bytes=600000-"], server.Ranges);
    }

    [Fact]
    public async Task Fetch_PartOfAnotherFileLeft_IsFetchedOnceMoreFromTheStart()
    {
        _bench.Leave(new byte[400_000]);
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Ranged(_bench.Content));

        await _bench.FetchAsync(server.Address);

        _bench.AssertHoldsTheFileAlone();
        Assert.Equal(["bytes=400000-", ""], server.Ranges);
    }

    [Fact]
    public async Task Fetch_LongerPartThanTheFile_StartsAgain()
    {
        _bench.Leave(new byte[700_000]);
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Ranged(_bench.Content));

        await _bench.FetchAsync(server.Address);

        _bench.AssertHoldsTheFileAlone();
        Assert.Equal(["bytes=700000-", ""], server.Ranges);
    }

    [Fact]
    public async Task Fetch_ManyAtOnce_AllGetTheFile()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Ranged(_bench.Content, piece: 50_000, pauseMilliseconds: 10));

        FetchedFile[] fetched = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _bench.FetchAsync(server.Address))));

        _bench.AssertHoldsTheFileAlone();
        Assert.All(fetched, one => Assert.Equal((_bench.File, _bench.FinalPath), (one.File, one.Path)));
    }

    [Fact]
    public async Task Fetch_WhileAnotherFetches_WaitsForItsFile()
    {
        TaskCompletionSource begun = new(), waiting = new();
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Held(_bench.Content, waiting.Task));
        Reports reports = new() { Reported = _ => waiting.TrySetResult() };

        Task<FetchedFile> first = _bench.FetchAsync(server.Address, new Reports { Reported = _ => begun.TrySetResult() });
        await begun.Task;
        FetchedFile second = await _bench.FetchAsync(server.Address, reports);

        await first;
        _bench.AssertHoldsTheFileAlone();
        Assert.True(second.WasCached);
        Assert.Equal(FetchStage.Waiting, Assert.Single(reports.Seen).Stage);
        Assert.Single(server.Ranges);
    }

    [Fact]
    public async Task Fetch_Cancelled_LeavesWhatCameForTheNextOne()
    {
        await using WeightServer server = await WeightServer.StartAsync(
            WeightServer.Then(WeightServer.Stall(_bench.Content, after: 150_000), WeightServer.Ranged(_bench.Content)));
        using CancellationTokenSource cancellation = new();
        Reports reports = new() { Reported = _ => cancellation.Cancel() };
        WeightFetcher fetcher = new(_bench.Cache, _bench.Options(server.Address));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetcher.FetchAsync(_bench.File, reports, cancellation.Token));

        Assert.False(File.Exists(_bench.FinalPath));
        Assert.EndsWith(".partial", Assert.Single(_bench.Names), StringComparison.Ordinal);
        await fetcher.FetchAsync(_bench.File);
        _bench.AssertHoldsTheFileAlone();
    }

    private sealed class Reports : IProgress<FetchProgress>
    {
        public ConcurrentQueue<FetchProgress> Seen { get; } = [];

        /// <summary>What happens at each report; default nothing.</summary>
        public Action<FetchProgress> Reported { get; init; } = _ => { };

        public void Report(FetchProgress value)
        {
            Seen.Enqueue(value);
            Reported(value);
        }
    }
}
