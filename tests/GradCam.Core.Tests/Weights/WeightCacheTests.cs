using System.Security.Cryptography;
using GradCam.Weights;

namespace GradCam.Core.Tests.Weights;

public class WeightCacheTests
{
    // The folders that torch.hub.get_dir() gives for the same variables.
    [Theory]
    [InlineData("/th", "/xdg", "/th/hub/checkpoints")]
    [InlineData(null, "/xdg", "/xdg/torch/hub/checkpoints")]
    [InlineData(null, null, "/home/ada/.cache/torch/hub/checkpoints")]
    [InlineData("", "", "/home/ada/.cache/torch/hub/checkpoints")]
    [InlineData("~/torch", null, "/home/ada/torch/hub/checkpoints")]
    public void FromVariables_LikePyTorch(string? torchHome, string? cacheHome, string folder)
    {
        Dictionary<string, string?> variables = new() { ["TORCH_HOME"] = torchHome, ["XDG_CACHE_HOME"] = cacheHome };

        WeightCache cache = WeightCache.FromVariables(variables.GetValueOrDefault, "/home/ada", '/');

        Assert.Equal(Path.GetFullPath(folder), cache.Folder);
    }

    [Theory]
    [InlineData('\\', "/home/ada/torch")]
    [InlineData('/', "~\\torch")]
    public void FromVariables_ATildeBeforeABackslash_IsTheHomeFolderWhereThatPartsFolders(char separator, string expected)
    {
        WeightCache cache = WeightCache.FromVariables(name => name == "TORCH_HOME" ? "~\\torch" : null, "/home/ada", separator);

        Assert.Equal(Path.GetFullPath(Path.Combine(expected, "hub", "checkpoints")), cache.Folder);
    }

    [Fact]
    public void Check_AbsentRightAndWrongFile_TellsThem()
    {
        using FetchBench bench = new(1000);
        Assert.Equal(CacheState.Absent, bench.Cache.Check(bench.File));

        Directory.CreateDirectory(bench.Folder);
        File.WriteAllBytes(bench.FinalPath, bench.Content);
        Assert.Equal(CacheState.Verified, bench.Cache.Check(bench.File));

        File.WriteAllBytes(bench.FinalPath, bench.Content[1..]);
        Assert.Equal(CacheState.Damaged, bench.Cache.Check(bench.File));
    }

    [Fact]
    public void PublishedFile_FirstEightDigits_AreEnough()
    {
        using FetchBench bench = new(1000);
        string hash = Convert.ToHexString(SHA256.HashData(bench.Content));

        Assert.True(new PublishedFile("trial", "trial.pth", hash[..8], 1000).Matches(hash));
        Assert.False(new PublishedFile("trial", "trial.pth", "00000000", 1000).Matches(hash));
    }

    [Theory]
    [InlineData("http://mirror.example/models", "http://mirror.example/models/a.pth")]
    [InlineData("https://mirror.example/models/", "https://mirror.example/models/a.pth")]
    public void AddressOf_WithAndWithoutFinalSlash_IsInTheFolder(string folder, string address)
    {
        FetchOptions options = new() { BaseAddress = new Uri(folder) };

        Assert.Equal(address, options.AddressOf(new PublishedFile("a", "a.pth", "0a1b2c3d", 1)).ToString());
    }

    [Fact]
    public void BaseAddress_OfAFile_IsAWrongCall()
    {
        UsageException failure = Assert.Throws<UsageException>(() => new FetchOptions { BaseAddress = new Uri("file:///tmp/") });

        Assert.Contains("GRADCAM_WEIGHTS_URL", failure.Message, StringComparison.Ordinal);
    }
}
