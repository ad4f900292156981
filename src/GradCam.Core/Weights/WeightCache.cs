using GradCam.Files;

namespace GradCam.Weights;

/// <summary>The folder in which PyTorch keeps fetched checkpoints: what it fetched serves here, and the other way round.</summary>
internal sealed class WeightCache
{
    /// <summary>Takes a folder as the cache; it need not exist yet.</summary>
    public WeightCache(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Folder = Path.GetFullPath(folder);
    }

    /// <summary>The folder, as a full path.</summary>
    public string Folder { get; }

    /// <summary>
    /// PyTorch's own folder: <c>$TORCH_HOME/hub/checkpoints</c>, else <c>$XDG_CACHE_HOME/torch/hub/checkpoints</c>,
    /// else <c>~/.cache/torch/hub/checkpoints</c>. An empty variable counts as one that is not set.
    /// </summary>
    public static WeightCache FromEnvironment() =>
        FromVariables(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Path.DirectorySeparatorChar);

    /// <summary>Where a published file lies once it is cached, as a full path.</summary>
    public string PathOf(PublishedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Path.Combine(Folder, file.FileName);
    }

    /// <summary>Whether a file of that name is cached; its hash is not looked at.</summary>
    public bool Contains(PublishedFile file) => File.Exists(PathOf(file));

    /// <summary>Reads the cached file and compares its hash.</summary>
    /// <exception cref="WeightsException">The file cannot be read.</exception>
    public CacheState Check(PublishedFile file) =>
        !Contains(file) ? CacheState.Absent
        : file.Matches(HashOf(file)) ? CacheState.Verified
        : CacheState.Damaged;

    internal static WeightCache FromVariables(Func<string, string?> variable, string home, char separator)
    {
        string torchHome = Set(variable("TORCH_HOME"))
            ?? Path.Combine(Set(variable("XDG_CACHE_HOME")) ?? Path.Combine(home, ".cache"), "torch");
        // As Python's expanduser, which takes / and the system's own separator.
        if (torchHome == "~" || torchHome.StartsWith("~/", StringComparison.Ordinal) || torchHome.StartsWith($"~{separator}", StringComparison.Ordinal))
        {
            torchHome = Path.Combine(home, torchHome[1..].TrimStart('/', separator));
        }

        return new WeightCache(Path.Combine(torchHome, "hub", "checkpoints"));
    }

    /// <summary>The SHA-256 of a cached file, as 64 lower-case digits.</summary>
    internal string HashOf(PublishedFile file)
    {
        try
        {
            return FileHash.Sha256(PathOf(file));
        }
        catch (Exception failure) when (FileFault.Is(failure))
        {
            throw new WeightsException($"{PathOf(file)} cannot be read ({FileFault.Reason(failure)})", failure);
        }
    }

    private static string? Set(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
