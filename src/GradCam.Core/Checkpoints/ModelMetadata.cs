using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GradCam.Checkpoints;

/// <summary>What a safetensors file's metadata says about the network that the tensors belong to; everything is optional.</summary>
public sealed record ModelMetadata
{
    private const string NetworkKey = "network";
    private const string ClassNamesKey = "class_names";
    private const string MeanKey = "mean";
    private const string StdKey = "std";
    private const string InputSizeKey = "input_size";
    private const string TransformInputKey = "transform_input";
    private const int LongestName = 100;
    private const int LargestInput = 4096;
    private const int MostClasses = 100_000;
    private const int LongestLabel = 1000;
    private const int Channels = 3;

    /// <summary>The network's name, at most 100 characters (key <c>network</c>).</summary>
    public string? Network { get; init; }

    /// <summary>The classes' names in the order of the logits, at most 100,000 of 1,000 characters each (key <c>class_names</c>, a JSON list).</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>What is subtracted from red, green and blue in [0,1]: three finite numbers (key <c>mean</c>, a JSON list).</summary>
    public IReadOnlyList<float>? Mean { get; init; }

    /// <summary>What they are divided by afterwards: three finite numbers above 0 (key <c>std</c>, a JSON list).</summary>
    public IReadOnlyList<float>? Std { get; init; }

    /// <summary>The side of the square input, 1 to 4096 pixels (key <c>input_size</c>).</summary>
    public int? InputSize { get; init; }

    /// <summary>Whether inception_v3 rescales its input itself (key <c>transform_input</c>, <c>true</c> or <c>false</c>).</summary>
    public bool? TransformInput { get; init; }

    /// <summary>Reads a checkpoint's metadata; keys that are not known are left alone.</summary>
    /// <exception cref="CheckpointException">A value is not what its key wants; the message names key and value.</exception>
    public static ModelMetadata Parse(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return new ModelMetadata
        {
            Network = Read(metadata, NetworkKey, $"a name of 1 to {LongestName} characters", text => text.Length is > 0 and <= LongestName ? text : null),
            ClassNames = Read(metadata, ClassNamesKey, $"a JSON list of 1 to {MostClasses} texts of up to {LongestLabel} characters", ReadTexts),
            Mean = Read(metadata, MeanKey, "a JSON list of 3 finite numbers", text => ReadNumbers(text, float.IsFinite)),
            Std = Read(metadata, StdKey, "a JSON list of 3 finite numbers above 0", text => ReadNumbers(text, number => number > 0 && float.IsNormal(number))),
            InputSize = Read(metadata, InputSizeKey, $"a whole number from 1 to {LargestInput}", ReadSize) is { } size ? int.Parse(size, CultureInfo.InvariantCulture) : null,
            TransformInput = Read(metadata, TransformInputKey, "true or false", text => text is "true" or "false" ? text : null) is { } flag ? flag == "true" : null,
        };
    }

    /// <summary>The metadata that <see cref="Parse"/> reads back to the same values, for <see cref="SafetensorsWriter"/>.</summary>
    public IReadOnlyDictionary<string, string> ToDictionary()
    {
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        void Add(string key, string? value)
        {
            if (value is not null)
            {
                metadata.Add(key, value);
            }
        }

        Add(NetworkKey, Network);
        Add(ClassNamesKey, ClassNames is null ? null : JsonSerializer.Serialize(ClassNames));
        Add(MeanKey, Mean is null ? null : JsonSerializer.Serialize(Mean));
        Add(StdKey, Std is null ? null : JsonSerializer.Serialize(Std));
        Add(InputSizeKey, InputSize?.ToString(CultureInfo.InvariantCulture));
        Add(TransformInputKey, TransformInput is { } transform ? (transform ? "true" : "false") : null);
        return metadata;
    }

    private static T? Read<T>(IReadOnlyDictionary<string, string> metadata, string key, string wanted, Func<string, T?> read)
        where T : class
    {
        if (!metadata.TryGetValue(key, out string? text))
        {
            return null;
        }

        Exception? inner = null;
        try
        {
            if (read(text) is { } value)
            {
                return value;
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            inner = failure;
        }

        throw new CheckpointException($"the checkpoint's metadata {key} is {ShownText.Quoted(text)}, and {wanted} is wanted", inner);
    }

    private static string? ReadSize(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size is >= 1 and <= LargestInput ? text : null;

    private static float[]? ReadNumbers(string text, Func<float, bool> fits)
    {
        List<float> numbers = [];
        Utf8JsonReader json = new(Encoding.UTF8.GetBytes(text));
        ReadStart(ref json);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray && numbers.Count <= Channels)
        {
            numbers.Add(json.GetSingle());
        }

        return numbers.Count == Channels && numbers.TrueForAll(number => fits(number)) && IsAtEnd(ref json) ? [.. numbers] : null;
    }

    private static string[]? ReadTexts(string text)
    {
        List<string> texts = [];
        Utf8JsonReader json = new(Encoding.UTF8.GetBytes(text));
        ReadStart(ref json);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.String || texts.Count == MostClasses || json.GetString() is not { Length: <= LongestLabel } label)
            {
                return null;
            }

            texts.Add(label);
        }

        return texts.Count > 0 && IsAtEnd(ref json) ? [.. texts] : null;
    }

    private static void ReadStart(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("no list");
        }
    }

    private static bool IsAtEnd(ref Utf8JsonReader json) => json.TokenType == JsonTokenType.EndArray && !json.Read();
}
