using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using GradCam.Checkpoints;
using GradCam.Files;

namespace GradCam.Sources;

/// <summary>
/// What is said of an ONNX model besides its graph: in its metadata with this project's keys or ultralytics', or in <c>preprocessor_config.json</c> and
/// <c>config.json</c> beside it, as Hugging Face writes them. Of each the first that says it counts.
/// </summary>
internal sealed partial record ModelDescription
{
    private const int Channels = 3, LargestFile = 16 << 20, MostClasses = 100_000, LongestName = 1000, LargestInput = 4096;

    /// <summary>The side of the square input; null where nothing is said.</summary>
    public int? InputSize { get; private init; }

    /// <summary>The mean of each channel; null where nothing is said.</summary>
    public IReadOnlyList<float>? Mean { get; private init; }

    /// <summary>The standard deviation of each channel; null where nothing is said.</summary>
    public IReadOnlyList<float>? Std { get; private init; }

    /// <summary>The classes' names; null where nothing is said.</summary>
    public IReadOnlyList<string>? ClassNames { get; private init; }

    /// <summary>Reads what is said of a model.</summary>
    /// <param name="metadata">The model's metadata.</param>
    /// <param name="path">The model.</param>
    /// <exception cref="CheckpointException">A value under one of this project's keys is not what its key wants.</exception>
    public static ModelDescription Read(IReadOnlyDictionary<string, string> metadata, string path)
    {
        ModelMetadata own = ModelMetadata.Parse(metadata);
        ModelDescription[] others = [OfUltralytics(metadata), OfPreprocessor(path), OfConfiguration(path)];
        return new ModelDescription
        {
            InputSize = own.InputSize ?? others.Select(other => other.InputSize).FirstOrDefault(size => size is not null),
            Mean = own.Mean ?? others.Select(other => other.Mean).FirstOrDefault(mean => mean is not null),
            Std = own.Std ?? others.Select(other => other.Std).FirstOrDefault(std => std is not null),
            ClassNames = own.ClassNames ?? others.Select(other => other.ClassNames).FirstOrDefault(names => names is not null),
        };
    }

    /// <summary>Python's own writing of a dictionary from numbers to names, and of a list of two sizes; pictures go in as they are, from 0 to 1.</summary>
    private static ModelDescription OfUltralytics(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.GetValueOrDefault("task") != "classify" || !metadata.TryGetValue("names", out string? names))
        {
            return new ModelDescription();
        }

        string[] sides = [.. WholeNumber().Matches(metadata.GetValueOrDefault("imgsz", string.Empty)).Select(match => match.Value).Distinct()];
        return new ModelDescription
        {
            ClassNames = Ordered(PythonPair().Matches(names).Select(match => (match.Groups["key"].Value, Unescape(match.Groups["text"].Value)))),
            InputSize = sides is [var side] && int.TryParse(side, CultureInfo.InvariantCulture, out int size) && size is > 0 and <= LargestInput ? size : null,
            Mean = [0, 0, 0],
            Std = [1, 1, 1],
        };
    }

    private static ModelDescription OfPreprocessor(string model) => FromFile(model, "preprocessor_config.json", root => new ModelDescription
    {
        Mean = Flag(root, "do_normalize") ? Numbers(root, "image_mean", float.IsFinite) : [0, 0, 0],
        Std = Flag(root, "do_normalize") ? Numbers(root, "image_std", number => number > 0 && float.IsNormal(number)) : [1, 1, 1],
        InputSize = (Flag(root, "do_center_crop", absent: false) ? Side(root, "crop_size") : null) ?? Side(root, "size"),
    });

    private static ModelDescription OfConfiguration(string model) => FromFile(model, "config.json", root => new ModelDescription
    {
        ClassNames = root.TryGetProperty("id2label", out JsonElement names) && names.ValueKind == JsonValueKind.Object
            ? Ordered(names.EnumerateObject().Select(pair => (pair.Name, pair.Value.ValueKind == JsonValueKind.String ? pair.Value.GetString()! : string.Empty)))
            : null,
        InputSize = Side(root, "image_size"),
    });

    /// <summary>A file that is not there, or says something else, says nothing.</summary>
    private static ModelDescription FromFile(string model, string name, Func<JsonElement, ModelDescription> read)
    {
        if (OnnxFolder.Resolve(model, name) is not { } path || !File.Exists(path))
        {
            return new ModelDescription();
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            if (LimitedRead.ToEnd(file, [], LargestFile) is not { } content)
            {
                return new ModelDescription();
            }

            using JsonDocument document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : new ModelDescription();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or FormatException)
        {
            return new ModelDescription();
        }
    }

    private static bool Flag(JsonElement root, string name, bool absent = true) =>
        root.TryGetProperty(name, out JsonElement value) ? value.ValueKind != JsonValueKind.False : absent;

    private static float[]? Numbers(JsonElement root, string name, Func<float, bool> fits)
    {
        if (!root.TryGetProperty(name, out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        float[] numbers = [.. list.EnumerateArray().Take(Channels + 1).Select(number => number.GetSingle())];
        return numbers.Length == Channels && numbers.All(fits) ? numbers : null;
    }

    /// <summary>A number, or the equal sides of <c>{height, width}</c>, or <c>{shortest_edge}</c>.</summary>
    private static int? Side(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out JsonElement size))
        {
            return null;
        }

        JsonElement? found = size.ValueKind switch
        {
            JsonValueKind.Number => size,
            JsonValueKind.Object when size.TryGetProperty("shortest_edge", out JsonElement edge) => edge,
            JsonValueKind.Object when size.TryGetProperty("height", out JsonElement height) && size.TryGetProperty("width", out JsonElement width) && height.GetInt32() == width.GetInt32() => height,
            _ => null,
        };
        return found is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int side) && side is > 0 and <= LargestInput ? side : null;
    }

    /// <summary>Names in the order of their numbers, which must be 0 and up without a gap.</summary>
    private static string[]? Ordered(IEnumerable<(string Key, string Name)> pairs)
    {
        (string Key, string Name)[] all = [.. pairs.Take(MostClasses + 1)];
        var names = new string[all.Length];
        foreach ((string key, string name) in all)
        {
            if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int id) || id >= names.Length || names[id] is not null || name.Length > LongestName)
            {
                return null;
            }

            names[id] = name;
        }

        return names.Length is > 0 and <= MostClasses ? names! : null;
    }

    private static string Unescape(string text) => text.Replace("\\'", "'", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    [GeneratedRegex("(?<key>[0-9]{1,6})\\s*:\\s*(?:'(?<text>(?:[^'\\\\]|\\\\.)*)'|\"(?<text>(?:[^\"\\\\]|\\\\.)*)\")", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PythonPair();

    [GeneratedRegex("[0-9]{1,5}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex WholeNumber();
}
