using System.Globalization;
using System.Text.Json;

namespace GradCam.Runs;

/// <summary>Where the files of a shard lie: <c>.shards/I-of-N</c> in the run's folder. Each attempt at the shard has its own, told by its number.</summary>
/// <param name="output">The run's folder.</param>
/// <param name="shard">The shard.</param>
internal sealed class ShardFiles(string output, Shard shard)
{
    private const string LeaseStart = "attempt-", LeaseEnd = ".json";

    /// <summary>The shard's folder.</summary>
    public string Folder { get; } = Path.Combine(output, OwnFolders.Shards, shard.FolderName);

    /// <summary>The settings.</summary>
    public string Settings => Path.Combine(Folder, RunSettings.FileName);

    /// <summary>The facts.</summary>
    public string Facts => Path.Combine(Folder, ShardFacts.FileName);

    /// <summary>The shards of a run that have a folder, in order.</summary>
    /// <param name="output">The run's folder.</param>
    public static IReadOnlyList<Shard> Of(string output)
    {
        string shards = Path.Combine(output, OwnFolders.Shards);
        return Directory.Exists(shards)
            ? [.. Directory.EnumerateDirectories(shards).Select(folder => Shard.FromFolder(Path.GetFileName(folder))).OfType<Shard>().OrderBy(shard => shard.Count).ThenBy(shard => shard.Index)]
            : [];
    }

    /// <summary>An attempt's lease.</summary>
    public string Lease(int attempt) => Path.Combine(Folder, Name(LeaseStart, attempt, LeaseEnd));

    /// <summary>An attempt's lines.</summary>
    public string Results(int attempt) => Path.Combine(Folder, Name("results-", attempt, ".jsonl"));

    /// <summary>An attempt's files, where the run packs them.</summary>
    public string Packed(int attempt) => Path.Combine(Folder, Name("results-", attempt, ".tar"));

    /// <summary>An attempt's marks.</summary>
    public string Marks(int attempt) => Path.Combine(Folder, Name("batches-", attempt, ".jsonl"));

    /// <summary>An attempt's drafts.</summary>
    public string Drafts(int attempt) => Path.Combine(Folder, Name("drafts-", attempt, ""));

    /// <summary>The attempts so far, the first one first.</summary>
    public IReadOnlyList<int> Attempts() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, $"{LeaseStart}*{LeaseEnd}").Select(NumberOf).OfType<int>().Order()]
        : [];

    /// <summary>What is known of the shard; null where nothing is yet.</summary>
    /// <exception cref="UsageException">The file is not one of facts.</exception>
    public ShardFacts? ReadFacts() => Read<ShardFacts>(Facts);

    /// <summary>An attempt's lease; null where it is just being written.</summary>
    /// <exception cref="UsageException">The file is no lease.</exception>
    public ShardLease? ReadLease(int attempt) => Read<ShardLease>(Lease(attempt));

    private static T? Read<T>(string path)
        where T : class
    {
        try
        {
            // An attempt's number is taken by making its file, which is empty for a moment.
            return File.Exists(path) && File.ReadAllBytes(path) is { Length: > 0 } json ? JsonSerializer.Deserialize<T>(json, RunJson.Compact) : null;
        }
        catch (JsonException failure)
        {
            throw new UsageException($"{ShownText.Of(path)}: is not what a run writes there; the file was changed since it was written", failure);
        }
    }

    private static string Name(string start, int attempt, string end) => $"{start}{attempt.ToString(CultureInfo.InvariantCulture)}{end}";

    private static int? NumberOf(string path) =>
        int.TryParse(Path.GetFileName(path.AsSpan())[LeaseStart.Length..^LeaseEnd.Length], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
