using System.Text.Json;
using System.Text.Json.Nodes;

namespace GradCam.Runs;

/// <summary>
/// Everything that decides what a batch run writes, by name: what stands in <c>run.json</c>, and what a resumed run must share with the one it resumes.
/// </summary>
/// <param name="Values">The settings, in the order they are written: names as on the command line, values as text.</param>
public sealed record RunSettings(IReadOnlyList<KeyValuePair<string, string>> Values)
{
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

    /// <summary>Refuses to go on with a run that was made with other settings.</summary>
    /// <param name="json">The text of the other run's file.</param>
    /// <param name="file">Its path, for the message.</param>
    internal void RefuseOthers(byte[] json, string file)
    {
        JsonObject recorded;
        try
        {
            recorded = JsonNode.Parse(json) as JsonObject ?? throw new JsonException("not an object");
        }
        catch (JsonException failure)
        {
            throw new UsageException($"{ShownText.Of(file)}: not the settings of a batch run; give another --output-dir.", failure);
        }

        Dictionary<string, string> mine = new(Values);
        string[] different = [.. mine.Keys
            .Union(recorded.Select(setting => setting.Key))
            .Where(name => Text(recorded[name]) != mine.GetValueOrDefault(name))
            .Select(name => $"{name} was {ShownText.Of(Text(recorded[name]) ?? "not set")} and is now {ShownText.Of(mine.GetValueOrDefault(name) ?? "not set")}")];
        if (different.Length > 0)
        {
            throw new UsageException(
                $"{ShownText.Of(file)}: --resume needs the run's own settings, but {string.Join("; ", different)}. Change them back or give another --output-dir.");
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : node?.ToJsonString();
}
