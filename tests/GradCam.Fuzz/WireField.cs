using System.Text;

namespace GradCam.Fuzz;

/// <summary>A field of protobuf's wire format: a number, or bytes, which may be fields themselves.</summary>
/// <param name="Number">The field's number.</param>
/// <param name="Kind">0 for a varint, 1 and 5 for 8 and 4 bytes, 2 for bytes with their length.</param>
/// <param name="Value">The number.</param>
/// <param name="Bytes">The bytes, where they are no fields.</param>
/// <param name="Parts">The fields that the bytes are; null where they are none.</param>
public sealed record WireField(int Number, int Kind, ulong Value, byte[] Bytes, IReadOnlyList<WireField>? Parts)
{
    /// <summary>What is written as the length instead of the right one; null for the right one.</summary>
    public ulong? Length { get; init; }

    /// <summary>All fields below and with this one.</summary>
    public int Count => 1 + (Parts?.Sum(part => part.Count) ?? 0);

    /// <summary>The fields of a message that is whole.</summary>
    public static IReadOnlyList<WireField> Parse(byte[] bytes) => TryParse(bytes) ?? throw new FormatException("a seed is no whole message");

    public static byte[] Write(IEnumerable<WireField> fields)
    {
        List<byte> bytes = [];
        foreach (WireField field in fields)
        {
            field.Write(bytes);
        }

        return [.. bytes];
    }

    /// <summary>This message with one of its fields, counted through all levels, replaced by any number of others.</summary>
    public static IEnumerable<WireField> Change(IEnumerable<WireField> fields, int which, Func<WireField, IEnumerable<WireField>> change)
    {
        foreach (WireField field in fields)
        {
            int count = field.Count;
            IEnumerable<WireField> replaced = which == 0 ? change(field)
                : which > 0 && which < count ? [field with { Parts = [.. Change(field.Parts!, which - 1, change)] }]
                : [field];
            which -= count;
            foreach (WireField one in replaced)
            {
                yield return one;
            }
        }
    }

    /// <summary>The field that the count through all levels comes to.</summary>
    public static WireField Find(IEnumerable<WireField> fields, int which)
    {
        WireField? found = null;
        foreach (WireField unused in Change(fields, which, field => [found = field]))
        {
        }

        return found!;
    }

    /// <summary>With another value for a key, wherever a message is a key (1) and its value (2).</summary>
    public WireField ReplaceText(string key, string value) => Parts is null ? this
        : Parts is [{ Number: 1, Kind: 2 } name, { Number: 2, Kind: 2 }] && Encoding.UTF8.GetString(name.Content()) == key
            ? this with { Parts = [name, new WireField(2, 2, 0, Encoding.UTF8.GetBytes(value), null)] }
            : this with { Parts = [.. Parts.Select(part => part.ReplaceText(key, value))] };

    /// <summary>The bytes, be they fields or not.</summary>
    public byte[] Content() => Parts is null ? Bytes : Write(Parts);

    private static List<WireField>? TryParse(byte[] bytes)
    {
        List<WireField> fields = [];
        for (int at = 0; at < bytes.Length;)
        {
            if (Varint(bytes, ref at) is not { } key || key >> 3 is 0 or > 100)
            {
                return null;
            }

            int kind = (int)(key & 7), size = kind switch { 1 => 8, 5 => 4, _ => 0 };
            ulong? value = kind is 0 or 2 ? Varint(bytes, ref at) : 0;
            int length = kind == 2 && value is not null ? (int)Math.Min(value.Value, int.MaxValue) : size;
            if (value is null || kind is 3 or 4 or > 5 || length > bytes.Length - at)
            {
                return null;
            }

            byte[] content = bytes[at..(at + length)];
            at += length;
            List<WireField>? parts = kind == 2 && length > 1 ? TryParse(content) : null;
            fields.Add(new WireField((int)(key >> 3), kind, value.Value, parts is null ? content : [], parts));
        }

        return fields;
    }

    private static ulong? Varint(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; shift < 70 && at < bytes.Length; shift += 7)
        {
            byte next = bytes[at++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        return null;
    }

    private void Write(List<byte> bytes)
    {
        Varint(bytes, ((ulong)Number << 3) | (uint)Kind);
        byte[] content = Content();
        if (Kind is 0 or 2)
        {
            Varint(bytes, Kind == 0 ? Value : Length ?? (ulong)content.Length);
        }

        bytes.AddRange(content);
    }

    private static void Varint(List<byte> bytes, ulong number)
    {
        for (; number > 127; number >>= 7)
        {
            bytes.Add((byte)(number | 128));
        }

        bytes.Add((byte)number);
    }
}
