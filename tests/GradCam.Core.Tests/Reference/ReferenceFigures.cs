using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace GradCam.Core.Tests.Reference;

/// <summary>
/// Figures of one network, computed in float64 by Python's torchvision on the formula checkpoint and picture, class 243.
/// Stored in figures.zip by pack_figures.py.
/// </summary>
internal sealed class ReferenceFigures
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private readonly Dictionary<string, ReferenceArray> arrays;

    private ReferenceFigures(string layer, Dictionary<string, ReferenceArray> arrays)
    {
        Layer = layer;
        this.arrays = arrays;
    }

    /// <summary>The class whose logit the figures explain.</summary>
    public const int ClassIndex = 243;

    /// <summary>The layer's name, as torchvision names it.</summary>
    public string Layer { get; }

    /// <summary>Names of the arrays, such as "logits", "gradcam++" or "original-guided".</summary>
    public IReadOnlyCollection<string> Names => arrays.Keys;

    public ReferenceArray this[string name] => arrays[name];

    /// <summary>Reads a case: a network's name, or "densenet121-norm5".</summary>
    public static ReferenceFigures Of(string name)
    {
        using Stream stream = typeof(ReferenceFigures).Assembly.GetManifestResourceStream("figures.zip")!;
        using var archive = new ZipArchive(stream);
        Dictionary<string, Case> index = JsonSerializer.Deserialize<Dictionary<string, Case>>(ReadAll(archive, "index.json"), Options)!;
        Case wanted = index[name];
        return new ReferenceFigures(wanted.Layer, wanted.Arrays.ToDictionary(a => a.Key, a => ReadArray(archive, a.Value)));
    }

    private static ReferenceArray ReadArray(ZipArchive archive, StoredArray stored)
    {
        byte[] bytes = ReadAll(archive, stored.Entry);
        float[] values = stored.Type switch
        {
            "float32" => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
            "float16" => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), v => (float)((double)v * stored.Scale)),
            _ => throw new InvalidDataException($"figures.zip: {stored.Entry} has the unknown type {stored.Type}"),
        };
        return values.Length == stored.Shape.Aggregate(1L, (a, b) => a * b)
            ? new ReferenceArray(values, stored.Shape)
            : throw new InvalidDataException($"figures.zip: {stored.Entry} has {values.Length} values, not its shape's");
    }

    private static byte[] ReadAll(ZipArchive archive, string entry)
    {
        using Stream stream = archive.GetEntry(entry)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private sealed record Case(string Layer, Dictionary<string, StoredArray> Arrays);

    private sealed record StoredArray(string Entry, long[] Shape, string Type, double Scale);
}
