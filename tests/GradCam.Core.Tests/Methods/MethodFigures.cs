using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using GradCam.Core.Tests.Reference;

namespace GradCam.Core.Tests.Methods;

/// <summary>Figures of every method, computed in float64 by an independent program in Python. Stored in method-figures.zip by pack_method_figures.py.</summary>
internal static class MethodFigures
{
    /// <summary>The distance that is always allowed in float32, where the figure's own distance is smaller.</summary>
    private const double LeastTolerance = 1e-5;

    /// <summary>A test allows so many times the distance of the same figure computed in float32.</summary>
    private const double Slack = 5;

    private static readonly Lazy<Dictionary<string, Dictionary<string, long[]>>> Index = new(() => ReadJson<Dictionary<string, Dictionary<string, long[]>>>("index.json"));

    private static readonly Lazy<Dictionary<string, Dictionary<string, double>>> Distances = new(() => ReadJson<Dictionary<string, Dictionary<string, double>>>("tolerances.json"));

    /// <summary>The settings: a network, a picture and a class each.</summary>
    public static IEnumerable<string> Settings => Index.Value.Keys.Where(setting => setting != "pictures");

    /// <summary>The figures of a setting: a method's key, behind the last part of its layer's name where it has one.</summary>
    public static IReadOnlyCollection<string> Names(string setting) => Index.Value[setting].Keys;

    /// <summary>A figure.</summary>
    public static ReferenceArray Read(string setting, string name) =>
        new(MemoryMarshal.Cast<byte, float>(ReadAll($"{setting}/{name}")).ToArray(), Index.Value[setting][name]);

    /// <summary>A picture's levels, three a pixel, row-major.</summary>
    public static byte[] Picture(string name) => ReadAll($"pictures/{name}");

    /// <summary>How far a figure may be from one computed in float32: relative L2.</summary>
    public static double Tolerance(string setting, string name) => Math.Max(LeastTolerance, Slack * Distances.Value[setting][name]);

    private static T ReadJson<T>(string entry) => JsonSerializer.Deserialize<T>(ReadAll(entry))!;

    private static byte[] ReadAll(string entry)
    {
        using Stream stream = typeof(MethodFigures).Assembly.GetManifestResourceStream("method-figures.zip")!;
        using var archive = new ZipArchive(stream);
        using Stream content = archive.GetEntry(entry)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
