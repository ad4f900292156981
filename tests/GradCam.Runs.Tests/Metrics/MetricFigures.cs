using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace GradCam.Runs.Tests.Metrics;

/// <summary>Figures of every metric, computed in float64 by an independent program in Python. Stored in metric-figures.zip by pack_metric_figures.py.</summary>
internal static class MetricFigures
{
    /// <summary>The distance that is always allowed in float32, where the figure's own distance is smaller.</summary>
    private const double LeastTolerance = 1e-5;

    /// <summary>A test allows so many times the distance of the same figure computed in float32.</summary>
    private const double Slack = 5;

    private static readonly Lazy<JsonElement> Numbers = new(() => JsonDocument.Parse(ReadAll("metrics.json")).RootElement);

    private static readonly Lazy<Dictionary<string, Dictionary<string, double>>> Distances =
        new(() => JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, double>>>(ReadAll("tolerances.json"))!);

    /// <summary>The settings that have figures.</summary>
    public static string[] Settings { get; } = ["tiny", "densenet121-two_classes-3", "densenet121-two_classes-6"];

    /// <summary>Every figure of a setting that is one number or a truth, by its path.</summary>
    public static IEnumerable<string> Paths(string setting) => PathsOf(Numbers.Value.GetProperty(setting), "");

    /// <summary>A value, by its path with slashes; a truth is 1 or 0.</summary>
    public static double Number(string setting, string path)
    {
        JsonElement value = path.Split('/').Aggregate(Numbers.Value.GetProperty(setting), (at, name) =>
            at.ValueKind == JsonValueKind.Array ? at[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] : at.GetProperty(name));
        return value.ValueKind switch { JsonValueKind.True => 1, JsonValueKind.False => 0, _ => value.GetDouble() };
    }

    /// <summary>How far a value may be from one computed in float32.</summary>
    public static double Tolerance(string setting, string path) =>
        Math.Max(LeastTolerance, Slack * Distances.Value[setting].GetValueOrDefault(path));

    /// <summary>An array.</summary>
    public static float[] Read(string setting, string name) => MemoryMarshal.Cast<byte, float>(ReadAll($"{setting}/{name}")).ToArray();

    private static IEnumerable<string> PathsOf(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(entry => PathsOf(entry.Value, path.Length == 0 ? entry.Name : $"{path}/{entry.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((entry, i) => PathsOf(entry, $"{path}/{i}")),
        _ => [path],
    };

    private static byte[] ReadAll(string entry)
    {
        using Stream stream = typeof(MetricFigures).Assembly.GetManifestResourceStream("metric-figures.zip")!;
        using var archive = new ZipArchive(stream);
        using Stream content = archive.GetEntry(entry)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
