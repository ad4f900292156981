using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using GradCam.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Checkpoints;

/// <summary>Writes .safetensors files. The same tensors and metadata always give the same bytes.</summary>
public static class SafetensorsWriter
{
    private const int Alignment = 64;
    private const long WrittenAtOnce = 1 << 22;

    /// <summary>Writes a file whole or not at all: to a temporary name beside it, which is renamed when everything is on the disk.</summary>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="tensors">float32 or int64 tensors of any shape and strides.</param>
    /// <param name="metadata">Text by key, e.g. <see cref="ModelMetadata.ToDictionary"/>; none by default.</param>
    /// <param name="half">Whether float32 is rounded to float16, half the size; off by default.</param>
    /// <exception cref="ArgumentException">A tensor is neither float32 nor int64.</exception>
    /// <exception cref="OutputException">The file cannot be written; nothing of it is left.</exception>
    /// <exception cref="UsageException">Half is asked of a number that float16 cannot hold; nothing of the file is left.</exception>
    public static void Write(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null, bool half = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);

        // Sizes that keep the alignment come first, and are mapped when the file is read; widest elements first keep the others aligned to these.
        List<(string Name, Tensor Tensor, ScalarType Type)> rows =
        [
            .. tensors.Select(entry => (entry.Key, entry.Value, Written(entry.Key, entry.Value.dtype, half)))
                .OrderBy(row => row.Value.numel() * row.Item3.ElementSize() % Alignment == 0 ? 0 : 1)
                .ThenByDescending(row => row.Item3.ElementSize()).ThenBy(row => row.Key, StringComparer.Ordinal),
        ];
        byte[] header = Header(rows, metadata);
        try
        {
            WholeFile.Write(
                path,
                stream =>
                {
                    stream.Write(header);
                    rows.ForEach(row => WriteTensor(stream, row.Name, row.Tensor, row.Type));
                },
                flush: true);
        }
        catch (Exception failure) when (FileFault.Is(failure))
        {
            throw new OutputException($"checkpoint {ShownText.Quoted(path)} cannot be written ({FileFault.Reason(failure, path)})", failure);
        }
    }

    private static ScalarType Written(string name, ScalarType type, bool half) => type switch
    {
        ScalarType.Float32 => half ? ScalarType.Float16 : ScalarType.Float32,
        ScalarType.Int64 => ScalarType.Int64,
        _ => throw new ArgumentException($"tensor {ShownText.Quoted(name)} is {type}; float32 and int64 are written", nameof(type)),
    };

    private static byte[] Header(List<(string Name, Tensor Tensor, ScalarType Type)> rows, IReadOnlyDictionary<string, string>? metadata)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject("__metadata__");
                foreach ((string key, string value) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long at = 0;
            foreach ((string name, Tensor tensor, ScalarType type) in rows)
            {
                at = WriteEntry(json, name, tensor, type, at);
            }

            json.WriteEndObject();
        }

        int unpadded = SafetensorsHeader.LengthBytes + buffer.WrittenCount;
        int padded = ((unpadded + Alignment - 1) / Alignment * Alignment) - SafetensorsHeader.LengthBytes;
        byte[] header = new byte[SafetensorsHeader.LengthBytes + padded];
        header.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)padded);
        buffer.WrittenSpan.CopyTo(header.AsSpan(SafetensorsHeader.LengthBytes));
        return header;
    }

    private static long WriteEntry(Utf8JsonWriter json, string name, Tensor tensor, ScalarType type, long at)
    {
        long end = at + (tensor.numel() * type.ElementSize());
        json.WriteStartObject(name);
        json.WriteString("dtype", type switch { ScalarType.Float32 => "F32", ScalarType.Float16 => "F16", _ => "I64" });
        json.WriteStartArray("shape");
        foreach (long size in tensor.shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(at);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        return end;
    }

    private static void WriteTensor(Stream stream, string name, Tensor tensor, ScalarType type)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor flat = tensor.detach().cpu().reshape(-1);
        for (long at = 0; at < flat.numel(); at += WrittenAtOnce)
        {
            using DisposeScope piece = torch.NewDisposeScope();
            Tensor numbers = flat.narrow(0, at, Math.Min(WrittenAtOnce, flat.numel() - at)), written = numbers.to(type);
            if (type == ScalarType.Float16 && (written.isinf() & ~numbers.isinf()).any().item<bool>())
            {
                throw new UsageException($"tensor {ShownText.Quoted(name)} holds numbers beyond float16's largest, 65504") { Name = "half" };
            }

            stream.Write(written.contiguous().bytes);
        }
    }
}
