using System.Buffers.Binary;
using System.Text.Json;

namespace GradCam.Checkpoints;

/// <summary>Reads a safetensors header strictly: a bounded length, JSON without duplicate keys, tensors that fill the rest of the file without gap or overlap.</summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The header's length stands before it as a number of this many bytes.</summary>
    public const int LengthBytes = sizeof(ulong);

    private const int LongestHeader = 16 << 20;
    private const int DeepestJson = 4;
    private const int MostMetadata = 1024;
    private const string MetadataKey = "__metadata__";

    private readonly CheckpointFile file;
    private readonly long dataStart;
    private readonly Dictionary<string, string> metadata = new(StringComparer.Ordinal);
    private readonly List<TensorPlan> plans = [];

    private SafetensorsHeader(CheckpointFile file, long dataStart)
    {
        this.file = file;
        this.dataStart = dataStart;
    }

    public static List<TensorPlan> Read(CheckpointFile file, out IReadOnlyDictionary<string, string> metadata)
    {
        Span<byte> length = stackalloc byte[LengthBytes];
        file.Read(0, length);
        ulong bytes = BinaryPrimitives.ReadUInt64LittleEndian(length);
        if (bytes > (ulong)(file.Length - LengthBytes))
        {
            throw file.Fail($"as a safetensors file it is damaged or truncated: its header is said to be {bytes} bytes long, in a file of {file.Length}");
        }

        if (bytes > LongestHeader)
        {
            throw file.Fail($"its safetensors header is {bytes} bytes long, and at most {LongestHeader} are read");
        }

        byte[] json = new byte[bytes];
        file.Read(LengthBytes, json);
        SafetensorsHeader header = new(file, LengthBytes + (long)bytes);
        try
        {
            header.ReadTensors(new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeepestJson }));
        }
        catch (JsonException failure)
        {
            throw header.Fail($"it is not JSON at byte {failure.BytePositionInLine} of line {failure.LineNumber + 1}", failure);
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException)
        {
            // What the JSON reader says of a value of another kind than asked for, and of text that is not UTF-8.
            throw header.Fail("a value is of another kind than safetensors has there, or is not UTF-8", failure);
        }

        header.CheckCoverage();
        metadata = header.metadata;
        return header.plans;
    }

    private CheckpointException Fail(string fault, Exception? inner = null) => file.Fail($"its safetensors header is damaged: {fault}", inner);

    private void ReadTensors(Utf8JsonReader json)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw Fail("it is no object");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString() ?? string.Empty;
            if (!names.Add(name))
            {
                throw Fail($"{ShownText.Quoted(name)} stands there twice");
            }

            if (names.Count > TensorMaker.MostTensors + 1)
            {
                throw Fail($"it tells of more than {TensorMaker.MostTensors} tensors");
            }

            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
            {
                throw Fail($"{ShownText.Quoted(name)} is no object");
            }

            if (name == MetadataKey)
            {
                ReadMetadata(ref json);
            }
            else
            {
                plans.Add(ReadTensor(ref json, name));
            }
        }

        // Reading on to the end lets the reader refuse whatever is not blank behind the object.
        if (json.Read())
        {
            throw Fail("something follows it");
        }
    }

    private void ReadMetadata(ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = json.GetString() ?? string.Empty;
            json.Read();
            if (json.TokenType != JsonTokenType.String)
            {
                throw Fail($"metadata {ShownText.Quoted(key)} is no text");
            }

            if (!metadata.TryAdd(key, json.GetString() ?? string.Empty))
            {
                throw Fail($"metadata {ShownText.Quoted(key)} stands there twice");
            }

            if (metadata.Count > MostMetadata)
            {
                throw Fail($"it has more than {MostMetadata} metadata");
            }
        }
    }

    private TensorPlan ReadTensor(ref Utf8JsonReader json, string name)
    {
        string? type = null;
        long[]? shape = null;
        long[]? place = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = json.GetString() ?? string.Empty;
            json.Read();
            bool first = (key, type, shape, place) is ("dtype", null, _, _) or ("shape", _, null, _) or ("data_offsets", _, _, null);
            if (!first)
            {
                throw Fail($"tensor {ShownText.Quoted(name)} has {ShownText.Quoted(key)} twice, or should not have it");
            }

            type = key == "dtype" ? json.GetString() : type;
            shape = key == "shape" ? ReadNumbers(ref json, name) : shape;
            place = key == "data_offsets" ? ReadNumbers(ref json, name) : place;
        }

        if (type is null || shape is null || place is not [var begin, var end])
        {
            throw Fail($"tensor {ShownText.Quoted(name)} lacks its dtype, its shape, or its two data_offsets");
        }

        return Plan(name, type, shape, begin, end);
    }

    private long[] ReadNumbers(ref Utf8JsonReader json, string name)
    {
        const int Most = 16;
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw Fail($"tensor {ShownText.Quoted(name)} has no list where one should be");
        }

        List<long> numbers = [];
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out long number))
            {
                throw Fail($"tensor {ShownText.Quoted(name)} has a size or offset that is no whole number");
            }

            numbers.Add(number);
            if (numbers.Count > Most)
            {
                throw Fail($"tensor {ShownText.Quoted(name)} has more than {Most} sizes");
            }
        }

        return [.. numbers];
    }

    private TensorPlan Plan(string name, string typeName, long[] shape, long begin, long end)
    {
        ElementType type = ElementType.OfSafetensors(typeName)
            ?? throw file.Fail($"tensor {ShownText.Quoted(name)} is of the type {ShownText.Quoted(typeName)}, which is not read here; save its weights as F32");
        if (begin < 0 || begin > end || end > file.Length - dataStart)
        {
            throw Fail($"tensor {ShownText.Quoted(name)} lies from {begin} to {end}, outside the file's data of {file.Length - dataStart} bytes");
        }

        long elements = 1;
        long[] stride = new long[shape.Length];
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            stride[i] = elements;
            Int128 product = (Int128)elements * shape[i];
            if (shape[i] < 0 || product > file.Length)
            {
                throw Fail($"tensor {ShownText.Quoted(name)} has size {shape[i]} in dimension {i}, which the file cannot hold");
            }

            elements = (long)product;
        }

        if ((Int128)elements * type.Bytes != end - begin)
        {
            throw Fail($"tensor {ShownText.Quoted(name)} has {elements} elements of {typeName} and {end - begin} bytes");
        }

        return new TensorPlan(name, new StoredBlock(dataStart + begin, elements, type), 0, shape, stride);
    }

    private void CheckCoverage()
    {
        long at = dataStart;
        foreach (TensorPlan plan in plans.OrderBy(plan => plan.Block.Start).ThenBy(plan => plan.Block.Elements))
        {
            if (plan.Block.Start != at)
            {
                throw Fail($"tensor {ShownText.Quoted(plan.Name)} leaves a gap before it or overlaps another");
            }

            at += plan.Block.Elements * plan.Block.Type.Bytes;
        }

        if (at != file.Length)
        {
            throw Fail($"its tensors end at byte {at} of {file.Length}");
        }
    }
}
