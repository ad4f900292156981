using System.Reflection;
using System.Text.Json;

namespace GradCam;

/// <summary>The <c>.json</c> file of an explanation.</summary>
internal static class ExplanationJson
{
    /// <summary>The file's bytes, UTF-8, indented; names are escaped to ASCII.</summary>
    /// <param name="explanation">What was found.</param>
    /// <param name="checkpointSha256">The checkpoint's hash; null where not known.</param>
    /// <param name="encodeSeconds">What encoding the other files took.</param>
    /// <param name="files">The names of all files.</param>
    public static byte[] Encode(Explanation explanation, string? checkpointSha256, double encodeSeconds, IReadOnlyList<string> files)
    {
        string[] flat = [.. FlatMaps(explanation)];
        var content = new ExplanationContent
        {
            Network = explanation.Network,
            Variant = explanation.Variant.Name,
            Layer = explanation.Layer,
            ClassId = explanation.Class.Id,
            ClassName = explanation.Class.Name,
            Probability = explanation.Class.Probability,
            Top5 = explanation.TopFive,
            Flat = flat.Length > 0,
            FlatMaps = flat,
            InputSize = explanation.InputSize,
            TransformInput = explanation.TransformInput,
            CheckpointSha256 = checkpointSha256,
            Versions = Versions(),
            Seconds = new Dictionary<string, double>(explanation.Seconds) { ["encode"] = encodeSeconds },
            Files = files,
        };
        return JsonSerializer.SerializeToUtf8Bytes(content, ExplanationJsonContext.Default.ExplanationContent);
    }

    /// <summary>The maps without spread, by their arrays' names.</summary>
    private static IEnumerable<string> FlatMaps(Explanation explanation)
    {
        if (explanation.Mask is { IsFlat: true })
        {
            yield return "mask";
        }

        if (explanation.MaskPlusPlus is { IsFlat: true })
        {
            yield return "mask++";
        }
    }

    /// <summary>The versions of what computed the result: this library, the two that it stands on, and .NET.</summary>
    private static Dictionary<string, string> Versions()
    {
        Assembly library = typeof(ExplanationJson).Assembly;
        IEnumerable<Assembly> computing = library.GetReferencedAssemblies()
            .Where(assembly => assembly.Name is "TorchSharp" or "OpenCvSharp")
            .Select(Assembly.Load)
            .Prepend(library);
        Dictionary<string, string> versions = computing.ToDictionary(
            assembly => assembly.GetName().Name!, assembly => assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        versions[".NET"] = Environment.Version.ToString();
        return versions;
    }
}
