using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace GradCam.Core.Tests.Networks;

/// <summary>The models that Reference/make_onnx.py wrote, and what PyTorch gives for the same networks.</summary>
internal sealed class OnnxFigures
{
    public const int Size = 16, ClassId = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private readonly Dictionary<string, PlainArray> arrays;

    private OnnxFigures(string layer, Dictionary<string, PlainArray> arrays) => (Layer, this.arrays) = (layer, arrays);

    /// <summary>The models that there are figures of.</summary>
    public static IReadOnlyList<string> Names => [.. Index().Keys.Order(StringComparer.Ordinal)];

    /// <summary>The value that the figures are of; empty where its name is the exporter's.</summary>
    public string Layer { get; }

    /// <summary>Two pictures' logits, activation, gradient or input-gradient.</summary>
    public PlainArray this[string name] => arrays[name];

    public static OnnxFigures Of(string name)
    {
        using Stream stream = typeof(OnnxFigures).Assembly.GetManifestResourceStream("onnx-figures.zip")!;
        using ZipArchive archive = new(stream);
        Case wanted = Index()[name];
        return new OnnxFigures(wanted.Layer, wanted.Arrays.ToDictionary(
            entry => entry.Key,
            entry => new PlainArray(entry.Value, [.. MemoryMarshal.Cast<byte, float>(Read(archive, $"{name}/{entry.Key}")).ToArray().Select(number => (double)number)])));
    }

    /// <summary>Where a model lies.</summary>
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Networks", "Onnx", "Fixtures", name);

    /// <summary>The numbers of one of the two pictures that the figures were computed on, [1,3,16,16].</summary>
    public static float[] Picture(int which)
    {
        const int Length = 3 * Size * Size;
        return [.. Enumerable.Range(which * Length, Length).Select(i => (float)(-2 + (4 * ((i + 1) * 0.6180339887498949 % 1))))];
    }

    private static Dictionary<string, Case> Index()
    {
        using Stream stream = typeof(OnnxFigures).Assembly.GetManifestResourceStream("onnx-figures.zip")!;
        using ZipArchive archive = new(stream);
        return JsonSerializer.Deserialize<Dictionary<string, Case>>(Read(archive, "index.json"), Options)!;
    }

    private static byte[] Read(ZipArchive archive, string entry)
    {
        using Stream stream = archive.GetEntry(entry)!.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private sealed record Case(string Layer, Dictionary<string, long[]> Arrays);
}
