using GradCam.Core.Tests.Weights;
using GradCam.Networks;

namespace GradCam.Cli.Tests;

/// <summary>The weight commands and the root command without --weight-path, each in a process with a cache and a server of its own.</summary>
public sealed class WeightsTests : IDisposable
{
    private const string FileName = "shufflenetv2_x1-5666bf0f80.pth";

    private readonly Workplace place = new();

    private string Cache => Path.Combine(place.Folder, "hub", "checkpoints");

    public void Dispose() => place.Dispose();

    [Fact]
    public void Weights_OfAnEmptyCache_ListsAFileOfEachNetwork()
    {
        CallResult result = Run(null, "weights");

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Equal(NetworkCatalog.All.Count + 2, result.OutputLines.Length);
        Assert.Equal(
            ["resnet50", "resnet50-0676ba61.pth", "97.8 MiB", "0676ba61", "no"],
            result.OutputLines.Single(line => line.StartsWith("resnet50 ", StringComparison.Ordinal)).Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Equal($"cache: {Cache}", result.OutputLines[^1]);
    }

    [Fact]
    public async Task Explain_PublishedWeightsNotThere_SaysWhatIsWantedAndWritesNothing()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Status(404));

        CallResult result = Run(server.Address, "--image-path", place.Picture(), "--network", "shufflenet_v2", "--output-dir", place.Results);

        AssertHelps(result, "the server answered 404 (NotFound)");
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
        place.AssertNothingWritten();
    }

    [Fact]
    public async Task Explain_Offline_AsksNoServer()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Status(404));

        CallResult result = Run(server.Address, "--image-path", place.Picture(), "--network", "shufflenet_v2", "--offline", "--output-dir", place.Results);

        AssertHelps(result, "fetching is forbidden");
        Assert.Empty(server.Ranges);
        place.AssertNothingWritten();
    }

    [Fact]
    public async Task Explain_PictureThatIsNone_FetchesNothing()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Status(404));

        Run(server.Address, "--image-path", Path.Combine(place.Folder, "none.jpg"), "--output-dir", place.Results).AssertFailed(1, "none.jpg");

        Assert.Empty(server.Ranges);
    }

    [Fact]
    public async Task Fetch_WrongBytesFromAMirror_AreNeverKept()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Whole(new byte[1000]));

        CallResult result = Run(server.Address, "weights", "fetch", "shufflenet_v2");

        AssertHelps(result, "its SHA-256 begins with", "not 5666bf0f80");
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
    }

    [Fact]
    public async Task Fetch_ServerThatFails_GivesUpInOneLine()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Status(500));

        CallResult result = Run(server.Address, "weights", "fetch", "shufflenet_v2");

        AssertHelps(result, "the server answered 500 (InternalServerError)");
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
    }

    [Fact]
    public async Task Fetch_CutConnections_KeepThePartAside()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Cut(new byte[300_000], after: 100_000, ranged: false));

        CallResult result = Run(server.Address, "weights", "fetch", "shufflenet_v2");

        AssertHelps(result, "the connection was cut");
        Assert.StartsWith($"{FileName}.gradcam-", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(Cache))), StringComparison.Ordinal);
    }

    [Fact]
    public void Fetch_UnknownHost_SaysNoNetwork()
    {
        AssertHelps(Run(new Uri("http://weights.invalid/"), "weights", "fetch", "shufflenet_v2"), "no network, or no server of this name");
        Assert.Empty(Directory.GetFileSystemEntries(Cache));
    }

    [Fact]
    public async Task Fetch_AnotherFileInTheCache_IsRefusedByEveryCommand()
    {
        await using WeightServer server = await WeightServer.StartAsync(WeightServer.Status(404));
        Directory.CreateDirectory(Cache);
        string path = Path.Combine(Cache, FileName);
        await File.WriteAllTextAsync(path, "another checkpoint");

        Run(server.Address, "weights", "fetch", "shufflenet_v2").AssertFailed(1, path, "is not the published file", "--weight-path");
        Run(server.Address, "--image-path", place.Picture(), "--network", "shufflenet_v2", "--output-dir", place.Results)
            .AssertFailed(1, path, "is not the published file", "--weight-path");
        CallResult verified = Run(server.Address, "weights", "verify");

        Assert.Equal(1, verified.ExitCode);
        Assert.Contains($"shufflenet_v2: wrong, {path}", verified.OutputLines);
        Assert.Equal(NetworkCatalog.All.Count - 1, verified.OutputLines.Count(line => line.EndsWith(": not cached", StringComparison.Ordinal)));
        Assert.Equal("another checkpoint", await File.ReadAllTextAsync(path));
        Assert.Empty(server.Ranges);
    }

    [Theory]
    [InlineData("no network is named", "weights", "fetch")]
    [InlineData("--all and names exclude each other", "weights", "fetch", "--all", "vgg16")]
    [InlineData("did you mean resnet", "weights", "fetch", "resnett")]
    [InlineData("OUT is missing", "weights", "convert", "a.pth")]
    [InlineData("does not end in .safetensors", "weights", "convert", "a.pth", "b.pth")]
    public void Weights_WrongCall_IsOneLineAndTwo(string reason, params string[] args) => Workplace.Call(args).AssertFailed(2, reason);

    [Fact]
    public void Fetch_MirrorThatIsNoAddress_IsAWrongCall() =>
        Run(new Uri("ftp://mirror/"), "weights", "fetch", "vgg16").AssertFailed(2, "GRADCAM_WEIGHTS_URL", "ftp://mirror/");

    [Fact]
    public void Convert_WhatIsNoCheckpoint_WritesNothing()
    {
        string output = Path.Combine(place.Folder, "out.safetensors");

        Workplace.Call("weights", "convert", place.File("in.pth", [1, 2, 3]), output).AssertFailed(1, "in.pth");

        Assert.False(File.Exists(output));
    }

    private CallResult Run(Uri? mirror, params string[] args) =>
        ProgramProcess.Run(args, ("TORCH_HOME", place.Folder), ("GRADCAM_WEIGHTS_URL", mirror?.ToString() ?? string.Empty));

    /// <summary>The last line on standard error is the failure; lines about further attempts may stand before it.</summary>
    private void AssertHelps(CallResult result, params string[] parts)
    {
        Assert.Equal((1, string.Empty), (result.ExitCode, result.Output));
        string line = Assert.Single(result.ErrorLines, line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.Equal(line, result.ErrorLines[^1]);
        string path = Path.Combine(Cache, FileName);
        Assert.All([FileName, $"put it by hand at {path}", "--weight-path", .. parts], part => Assert.Contains(part, line, StringComparison.Ordinal));
        Assert.False(File.Exists(path));
    }
}
