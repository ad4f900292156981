using System.Net;
using System.Net.Sockets;
using GradCam.Weights;

namespace GradCam.Core.Tests.Weights;

public sealed class FetchFailureTests : IDisposable
{
    private readonly FetchBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Fetch_404_SaysSoAtOnceAndLeavesNothing()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Status(404));

        await AssertFailsAsync(server.Address, "the server answered 404 (NotFound)");

        Assert.Empty(_bench.Names);
        Assert.Single(server.Ranges);
    }

    [Fact]
    public async Task Fetch_500Always_GivesUpAfterTheAttempts()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Status(500));

        await AssertFailsAsync(server.Address, "the server answered 500 (InternalServerError)");

        Assert.Empty(_bench.Names);
        Assert.Equal(3, server.Ranges.Count);
    }

    [Fact]
    public async Task Fetch_WrongBytes_NamesBothHashesAndLeavesNothing()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Whole(new byte[600_000]));

        await AssertFailsAsync(server.Address, $"its SHA-256 begins with ", $"not {_bench.File.Hash}");

        Assert.Empty(_bench.Names);
    }

    [Fact]
    public async Task Fetch_MoreThanTheFile_IsCutOff()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Whole(new byte[2_000_000]));

        await AssertFailsAsync(server.Address, "at least 1.9 MiB come from there where 0.6 MiB were expected");

        Assert.Empty(_bench.Names);
    }

    [Fact]
    public async Task Fetch_CutAtTheSameByteAlways_KeepsThePartForTheNextRun()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Cut(_bench.Content, after: 100_000, ranged: false));

        await AssertFailsAsync(server.Address, "the connection was cut");

        Assert.EndsWith(".partial", Assert.Single(_bench.Names), StringComparison.Ordinal);
        Assert.Equal(3, server.Ranges.Count);
    }

    [Fact]
    public async Task Fetch_SilentServer_GivesUpAfterTheTimeouts()
    {
        using FetchBench bench = new() { StallTimeout = TimeSpan.FromSeconds(1.5) };
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Stall(bench.Content, after: 0));

        await AssertFailsAsync(bench, server.Address, "nothing came from 127.0.0.1 for 1.5 seconds");

        Assert.Empty(bench.Names);
        Assert.Equal(3, server.Ranges.Count);
    }

    [Fact]
    public async Task Fetch_NobodyListens_SaysNoConnection()
    {
        // Bound but not listening: nobody else gets the port meanwhile.
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)socket.LocalEndPoint!).Port;

        await AssertFailsAsync(new Uri($"http://127.0.0.1:{port}/"), "no connection (Connection refused");

        Assert.Empty(_bench.Names);
    }

    [Fact]
    public async Task Fetch_UnknownHost_SaysNoNetworkOrNoServer()
    {
        await AssertFailsAsync(new Uri("http://weights.invalid/"), "no network, or no server of this name");

        Assert.Empty(_bench.Names);
    }

    [Fact]
    public async Task Fetch_FromAnAddressWithAPassword_KeepsItToItself()
    {
        WeightFetcher fetcher = new(_bench.Cache, _bench.Options(new Uri("http://someone:secret@weights.invalid/models")) with { Offline = true });

        WeightsException failure = await Assert.ThrowsAsync<WeightsException>(() => fetcher.FetchAsync(_bench.File));

        _bench.AssertHelps(failure.Message, $"from http://weights.invalid/models/{FetchBench.FileName}: ");
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_ThatIsNone_IsShownWithoutItsPassword()
    {
        UsageException failure = Assert.Throws<UsageException>(() => new FetchOptions { BaseAddress = new Uri("ftp://someone:secret@host/models") });

        Assert.Contains("ftp://host/models", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_Offline_SaysItIsForbidden()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Whole(_bench.Content));
        WeightFetcher fetcher = new(_bench.Cache, _bench.Options(server.Address) with { Offline = true });

        WeightsException failure = await Assert.ThrowsAsync<WeightsException>(() => fetcher.FetchAsync(_bench.File));

        _bench.AssertHelps(failure.Message, "fetching is forbidden");
        Assert.Empty(server.Ranges);
        Assert.False(Directory.Exists(_bench.Folder));
    }

    [Fact]
    public async Task Fetch_AnotherFileUnderTheName_IsRefusedAndLeftAsItIs()
    {
        Directory.CreateDirectory(_bench.Folder);
        await File.WriteAllTextAsync(_bench.FinalPath, "another checkpoint");
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Whole(_bench.Content));

        WeightsException failure = await Assert.ThrowsAsync<WeightsException>(() => _bench.FetchAsync(server.Address));

        Assert.Contains($"{_bench.FinalPath} is not the published file", failure.Message, StringComparison.Ordinal);
        Assert.Equal("another checkpoint", await File.ReadAllTextAsync(_bench.FinalPath));
        Assert.Empty(server.Ranges);
    }

    [Fact]
    public async Task Fetch_CacheFolderIsAFile_SaysItCannotBeKept()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Whole(_bench.Content));
        Directory.CreateDirectory(Path.GetDirectoryName(_bench.Folder)!);
        await File.WriteAllTextAsync(_bench.Folder, "");

        await AssertFailsAsync(server.Address, $"it cannot be kept in {_bench.Folder}");
    }

    [LinuxFact]
    public async Task Fetch_FullDisk_SaysSoAndLeavesNothing()
    {
        // What a dead process left leads to the device on which every write fails for want of space.
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Whole(_bench.Content));
        Directory.CreateDirectory(_bench.Folder);
        File.CreateSymbolicLink(_bench.FinalPath + ".gradcam-0.partial", "/dev/full");

        await AssertFailsAsync(server.Address, $"it cannot be kept in {_bench.Folder}", "No space left on device");

        Assert.Empty(_bench.Names);
    }

    private Task AssertFailsAsync(Uri address, params string[] reasons) => AssertFailsAsync(_bench, address, reasons);

    private static async Task AssertFailsAsync(FetchBench bench, Uri address, params string[] reasons)
    {
        WeightsException failure = await Assert.ThrowsAsync<WeightsException>(() => bench.FetchAsync(address));
        bench.AssertHelps(failure.Message, [.. reasons, $"from {address}{FetchBench.FileName}: "]);
        Assert.False(File.Exists(bench.FinalPath));
    }
}
