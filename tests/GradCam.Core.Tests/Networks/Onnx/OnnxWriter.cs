using System.Text;

namespace GradCam.Core.Tests.Networks;

/// <summary>Writes the wire format of ONNX files: fields one after the other, each with its number and its kind. Nothing is checked.</summary>
internal sealed class OnnxWriter
{
    private readonly List<byte> written = [];

    /// <summary>What was written.</summary>
    public byte[] Bytes => [.. written];

    /// <summary>A whole file.</summary>
    /// <param name="opset">The version of ONNX's operators.</param>
    /// <param name="nodes">The nodes, from <see cref="Node"/>.</param>
    /// <param name="inputs">What the graph takes, from <see cref="Value"/>.</param>
    /// <param name="outputs">What it gives.</param>
    /// <param name="constants">Its initialisers, from <see cref="Tensor"/>.</param>
    /// <param name="metadata">What the file says besides.</param>
    public static byte[] Model(
        int opset, IEnumerable<OnnxWriter> nodes, IEnumerable<OnnxWriter> inputs, IEnumerable<OnnxWriter> outputs, IEnumerable<OnnxWriter> constants, params (string Key, string Value)[] metadata)
    {
        OnnxWriter graph = new OnnxWriter().Each(1, nodes).Text(2, "graph").Each(5, constants).Each(11, inputs).Each(12, outputs);
        return new OnnxWriter()
            .Number(1, 8)
            .Part(7, graph)
            .Part(8, new OnnxWriter().Text(1, string.Empty).Number(2, opset))
            .Each(14, metadata.Select(entry => new OnnxWriter().Text(1, entry.Key).Text(2, entry.Value)))
            .Bytes;
    }

    /// <summary>A node; attributes are longs, floats, strings, values, or arrays of the first three.</summary>
    public static OnnxWriter Node(string operation, string[] inputs, string[] outputs, IEnumerable<KeyValuePair<string, object>>? attributes = null, string name = "", string domain = "")
    {
        OnnxWriter node = new OnnxWriter().Texts(1, inputs).Texts(2, outputs).Text(3, name).Text(4, operation).Each(5, (attributes ?? []).Select(Attribute));
        return domain.Length == 0 ? node : node.Text(7, domain);
    }

    /// <summary>A name with element type and sizes; a negative size is open and gets a name.</summary>
    public static OnnxWriter Value(string name, int type, params long[] sizes)
    {
        OnnxWriter shape = new OnnxWriter().Each(1, sizes.Select((size, i) => size < 0 ? new OnnxWriter().Text(2, $"size{i}") : new OnnxWriter().Number(1, size)));
        return new OnnxWriter().Text(1, name).Part(2, new OnnxWriter().Part(1, new OnnxWriter().Number(1, type).Part(2, shape)));
    }

    /// <summary>A tensor whose numbers stand in the file.</summary>
    public static OnnxWriter Tensor(string name, OnnxValue value) =>
        new OnnxWriter().Numbers(1, value.Shape).Number(2, value.Type).Text(8, name).Part(9, value.Raw());

    /// <summary>A whole number.</summary>
    public OnnxWriter Number(int field, long number)
    {
        Varint((ulong)field << 3);
        Varint(unchecked((ulong)number));
        return this;
    }

    /// <summary>A fraction.</summary>
    public OnnxWriter Fraction(int field, float number)
    {
        Varint(((ulong)field << 3) | 5);
        written.AddRange(BitConverter.GetBytes(number));
        return this;
    }

    /// <summary>A string.</summary>
    public OnnxWriter Text(int field, string text) => Part(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes, or another message.</summary>
    public OnnxWriter Part(int field, byte[] bytes)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)bytes.Length);
        written.AddRange(bytes);
        return this;
    }

    /// <summary>Another message.</summary>
    public OnnxWriter Part(int field, OnnxWriter part) => Part(field, part.Bytes);

    /// <summary>Messages, one after the other.</summary>
    public OnnxWriter Each(int field, IEnumerable<OnnxWriter> parts) => parts.Aggregate(this, (writer, part) => writer.Part(field, part));

    /// <summary>Strings, one after the other.</summary>
    public OnnxWriter Texts(int field, IEnumerable<string> texts) => texts.Aggregate(this, (writer, text) => writer.Text(field, text));

    /// <summary>Whole numbers, one after the other.</summary>
    public OnnxWriter Numbers(int field, IEnumerable<long> numbers) => numbers.Aggregate(this, (writer, number) => writer.Number(field, number));

    private static OnnxWriter Attribute(KeyValuePair<string, object> attribute)
    {
        OnnxWriter named = new OnnxWriter().Text(1, attribute.Key);
        return attribute.Value switch
        {
            float number => named.Fraction(2, number).Number(20, 1),
            long number => named.Number(3, number).Number(20, 2),
            string text => named.Text(4, text).Number(20, 3),
            OnnxValue value => named.Part(5, Tensor(string.Empty, value)).Number(20, 4),
            float[] numbers => numbers.Aggregate(named, (writer, number) => writer.Fraction(7, number)).Number(20, 6),
            long[] numbers => named.Numbers(8, numbers).Number(20, 7),
            string[] texts => named.Texts(9, texts).Number(20, 8),
            var other => throw new ArgumentException($"{other.GetType()}", nameof(attribute)),
        };
    }

    private void Varint(ulong number)
    {
        for (; number > 127; number >>= 7)
        {
            written.Add((byte)(number | 128));
        }

        written.Add((byte)number);
    }
}
