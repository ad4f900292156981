using System.Security.Cryptography;
using GradCam.Weights;

namespace GradCam.Core.Tests.Weights;

/// <summary>A published file of the tests' own, a cache folder for it, and impatient options.</summary>
internal sealed class FetchBench : IDisposable
{
    public const string FileName = "trial-0a1b2c3d.pth";

    public FetchBench(int bytes = 600_000)
    {
        Content = new byte[bytes];
        new Random(7).NextBytes(Content);
        File = new PublishedFile("trial", FileName, Convert.ToHexStringLower(SHA256.HashData(Content)), bytes);
        Folder = Path.Combine(Path.GetTempPath(), $"gradcam-weights-{Guid.NewGuid():N}", "hub", "checkpoints");
        Cache = new WeightCache(Folder);
    }

    public byte[] Content { get; }

    public PublishedFile File { get; }

    public string Folder { get; }

    public WeightCache Cache { get; }

    public string FinalPath => Path.Combine(Folder, FileName);

    /// <summary>The names in the cache folder.</summary>
    public IReadOnlyList<string> Names =>
        Directory.Exists(Folder) ? [.. Directory.GetFileSystemEntries(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];

    /// <summary>How long a server may be silent; tests of silent servers shorten it.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public FetchOptions Options(Uri address) => new()
    {
        BaseAddress = address,
        StallTimeout = StallTimeout,
        RetryDelay = TimeSpan.FromMilliseconds(5),
        Attempts = 3,
    };

    public Task<FetchedFile> FetchAsync(Uri address, IProgress<FetchProgress>? progress = null) =>
        new WeightFetcher(Cache, Options(address)).FetchAsync(File, progress);

    /// <summary>Puts bytes where a dead process would have left them.</summary>
    public void Leave(ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Folder);
        System.IO.File.WriteAllBytes($"{FinalPath}.gradcam-{Guid.NewGuid():N}.partial", bytes);
    }

    /// <summary>Asserts that a failure names the file, where to put it by hand and some parts, in one line.</summary>
    public void AssertHelps(string failure, params string[] parts)
    {
        Assert.All([FileName, $"put it by hand at {FinalPath}", .. parts], part => Assert.Contains(part, failure, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', failure);
    }

    public void AssertHoldsTheFileAlone()
    {
        Assert.Equal([FileName], Names);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(FinalPath));
    }

    public void Dispose()
    {
        string root = Path.GetDirectoryName(Path.GetDirectoryName(Folder))!;
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
