using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GradCam.Files;
using GradCam.Sources;

namespace GradCam.Runs;

/// <summary>
/// Everything that decides what a batch run writes, by name: what stands in <c>run.json</c>, and what a resumed run must share with the one it resumes.
/// </summary>
/// <param name="Values">The settings, in the order they are written: names as on the command line, values as text.</param>
internal sealed record RunSettings(IReadOnlyList<KeyValuePair<string, string>> Values)
{
    /// <summary>The name of their file in a run's folder.</summary>
    internal const string FileName = "run.json";

    /// <summary>The setting that stands for the list of pictures.</summary>
    internal const string Pictures = "pictures";

    private const string Weights = "weights of ";

    /// <summary>The settings of a run; reads the checkpoints for their hashes.</summary>
    /// <param name="options">The options.</param>
    /// <param name="plan">The plan, cut as it is run.</param>
    /// <param name="files">The checkpoint of each network of the plan.</param>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="CheckpointException">A checkpoint cannot be read.</exception>
    internal static RunSettings Of(RunOptions options, BatchPlan plan, IReadOnlyDictionary<NetworkChoice, string> files, string folder)
    {
        string pictures = $"{plan.Jobs.Count.ToString(CultureInfo.InvariantCulture)}, list {HashOf(plan, folder)}";
        return new RunSettings([Version, new(Pictures, pictures), .. OptionsOf(options with { Batch = plan.Largest }), .. WeightsOf(files)]);
    }

    /// <summary>The settings of a run whose pictures and weights were planned before.</summary>
    /// <param name="options">The options.</param>
    /// <param name="planned">The plan's settings.</param>
    internal static RunSettings Of(RunOptions options, RunSettings planned) => new(
    [
        Version,
        .. planned.Values.Where(setting => setting.Key == Pictures),
        .. OptionsOf(options),
        .. planned.Values.Where(setting => setting.Key.StartsWith(Weights, StringComparison.Ordinal)),
    ]);

    /// <summary>What is written of checkpoints; reads them for their hashes.</summary>
    /// <exception cref="CheckpointException">A checkpoint cannot be read.</exception>
    internal static IEnumerable<KeyValuePair<string, string>> WeightsOf(IReadOnlyDictionary<NetworkChoice, string> files) =>
        // One network may stand in a manifest with several checkpoints.
        files.GroupBy(file => file.Key.Network, file => file.Value).SelectMany(network => network.Select((file, i) => KeyValuePair.Create(
            i == 0 ? $"{Weights}{network.Key}" : $"{Weights}{network.Key} #{i + 1}", $"sha256 {HashOf(file)}")));

    private static KeyValuePair<string, string> Version => new("version", typeof(Explainer).Assembly.GetName().Version!.ToString(3));

    private static IEnumerable<KeyValuePair<string, string>> OptionsOf(RunOptions options) =>
        SettingCatalog.Recorded.Select(setting => (setting.Name, Value: setting.Value(options))).Where(setting => setting.Value is not null).Select(setting => KeyValuePair.Create(setting.Name, setting.Value!));

    /// <summary>The file's text.</summary>
    internal byte[] ToJson()
    {
        JsonObject settings = [];
        foreach ((string name, string value) in Values)
        {
            settings[name] = value;
        }

        return [.. JsonSerializer.SerializeToUtf8Bytes(settings, RunJson.Indented), (byte)'\n'];
    }

    /// <summary>Reads the file's text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="file">Its path, for the message.</param>
    /// <exception cref="UsageException">It is not one of settings.</exception>
    internal static RunSettings Parse(byte[] json, string file)
    {
        try
        {
            JsonObject settings = JsonNode.Parse(json) as JsonObject ?? throw new JsonException("not an object");
            return new RunSettings([.. settings.Select(setting => KeyValuePair.Create(setting.Key, Text(setting.Value) ?? ""))]);
        }
        catch (JsonException failure)
        {
            throw new UsageException($"{ShownText.Of(file)}: not the settings of a run", failure);
        }
    }

    /// <summary>Refuses to go on with a run that was made with other settings.</summary>
    /// <param name="json">The text of the other run's file.</param>
    /// <param name="file">Its path, for the message.</param>
    /// <param name="pictures">Says which pictures are others than that run's, for the message; asked where the lists differ. Null, or what gives null: not known.</param>
    /// <exception cref="UsageException">A setting differs, or the file is not one of settings.</exception>
    internal void RefuseOthers(byte[] json, string file, Func<string?>? pictures = null)
    {
        Dictionary<string, string> recorded = new(Parse(json, file).Values);
        Dictionary<string, string> mine = new(Values);
        string[] different = [.. mine.Keys
            .Union(recorded.Keys)
            .Where(name => recorded.GetValueOrDefault(name) != mine.GetValueOrDefault(name))
            .Select(name => name == Pictures && pictures?.Invoke() is { } others ? others : $"{name} was {ShownText.Of(recorded.GetValueOrDefault(name) ?? "not set")} and is now {ShownText.Of(mine.GetValueOrDefault(name) ?? "not set")}")];
        if (different.Length > 0)
        {
            throw new UsageException($"{ShownText.Of(file)}: the run was made with other settings: {string.Join("; ", different)}");
        }
    }

    /// <summary>The SHA-256 of the list, a line a job: taken line by line, since a million lines are no text to hold.</summary>
    private static string HashOf(BatchPlan plan, string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((int place, BatchJob job) in plan.Jobs.Index())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(
                $"{(place > 0 ? "\n" : "")}{string.Join('\t', job.Picture.Name, job.SourceFrom(folder), job.Choice.Network, job.Choice.WeightPath, string.Join(';', job.Layers), string.Join(';', job.Targets), job.Picture.Truth)}"));
        }

        return $"sha256 {Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    private static string HashOf(string checkpoint)
    {
        try
        {
            return FileHash.Sha256(NetworkSources.FilesOf(checkpoint));
        }
        catch (Exception failure) when (FileFault.Is(failure))
        {
            throw new CheckpointException($"{ShownText.Of(checkpoint)}: the checkpoint cannot be read ({FileFault.Reason(failure)})", failure);
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : node?.ToJsonString();
}
