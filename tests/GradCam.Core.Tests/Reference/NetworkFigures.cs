using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradCam.Core.Tests.Reference;

/// <summary>What torchvision's own network gives on the formula checkpoint and picture, in float64; written by pack_network_figures.py.</summary>
internal sealed record NetworkFigures(
    [property: JsonPropertyName("class")] int ClassId,
    [property: JsonPropertyName("size")] int InputSize,
    [property: JsonPropertyName("layers")] Dictionary<string, FigureLayer> Layers,
    [property: JsonPropertyName("gains")] Dictionary<string, int> Gains,
    [property: JsonPropertyName("state_sha256")] string StateHash,
    [property: JsonPropertyName("arrays")] Dictionary<string, long[]> Shapes)
{
    private const string Figures = "network-figures.zip", AttentionFigures = "attention-figures.zip";

    private static readonly Lazy<Dictionary<string, NetworkFigures>> Index = new(() =>
    {
        using ZipArchive archive = Open();
        using Stream index = archive.GetEntry("index.json")!.Open();
        return JsonSerializer.Deserialize<Dictionary<string, NetworkFigures>>(index)!;
    });

    /// <summary>Every network that there are figures of.</summary>
    public static IEnumerable<string> Networks => Index.Value.Keys;

    public static NetworkFigures Of(string network) => Index.Value[network];

    /// <summary>The maps of a vision transformer by its attention, by their methods' keys, written by make_attention_figures.py; none of other networks.</summary>
    public static IReadOnlyDictionary<string, float[]> Rollouts(string network)
    {
        using ZipArchive archive = Open(AttentionFigures);
        return archive.Entries.Where(entry => entry.FullName.StartsWith($"{network}/", StringComparison.Ordinal)).ToDictionary(entry => entry.Name, Read);
    }

    /// <summary>The numbers of an array: a logit a class, a whole map, or the 67 of a check.</summary>
    public static float[] Read(string network, string array)
    {
        using ZipArchive archive = Open();
        return Read(archive.GetEntry($"{network}/{array}")!);
    }

    private static float[] Read(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return MemoryMarshal.Cast<byte, float>(copy.ToArray()).ToArray();
    }

    private static ZipArchive Open(string file = Figures) => new(typeof(NetworkFigures).Assembly.GetManifestResourceStream(file)!);
}

/// <summary>A layer of the figures: its name, and the shape [C,h,w] of its maps.</summary>
internal sealed record FigureLayer([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("shape")] long[] Shape);
