using System.Text;

namespace GradCam.Fuzz;

/// <summary>Writes zip archives byte by byte, right or wrong.</summary>
public static class RawZip
{
    /// <summary>The archive; <paramref name="count"/> and <paramref name="directory"/> replace what its end record should say, and
    /// <paramref name="beforeEnd"/> makes of the directory's start and length what stands before it.</summary>
    public static byte[] Write(IEnumerable<RawEntry> entries, ushort? count = null, uint? directory = null, Func<uint, uint, byte[]>? beforeEnd = null)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        List<(RawEntry Entry, uint Header)> placed = [];
        foreach (RawEntry entry in entries)
        {
            placed.Add((entry, (uint)stream.Position));
            byte[] name = NameBytes(entry.LocalName ?? entry.Name);
            writer.Write(0x04034b50u);
            writer.Write((ushort)20);
            writer.Write((ushort)0);
            writer.Write(entry.LocalMethod);
            writer.Write(0L);
            uint size = entry.LocalSize ?? (uint)entry.Content.Length;
            writer.Write(size);
            writer.Write(size);
            writer.Write((ushort)name.Length);
            writer.Write(entry.LocalExtraLength);
            writer.Write(name);
            writer.Write(entry.Content);
        }

        uint start = (uint)stream.Position;
        foreach ((RawEntry entry, uint header) in placed)
        {
            WriteDirectoryEntry(writer, entry, entry.Header ?? header);
        }

        uint length = (uint)stream.Position - start;
        writer.Write(beforeEnd?.Invoke(start, length) ?? []);
        writer.Write(0x06054b50u);
        writer.Write(0u);
        writer.Write(count ?? (ushort)placed.Count);
        writer.Write(count ?? (ushort)placed.Count);
        writer.Write(length);
        writer.Write(directory ?? start);
        writer.Write((ushort)0);
        return stream.ToArray();
    }

    private static void WriteDirectoryEntry(BinaryWriter writer, RawEntry entry, uint header)
    {
        byte[] name = NameBytes(entry.Name);
        writer.Write(0x02014b50u);
        writer.Write(0x00140014u);
        writer.Write((ushort)0);
        writer.Write(entry.Method);
        writer.Write(0L);
        uint size = entry.Size ?? (uint)entry.Content.Length;
        writer.Write(size);
        writer.Write(size);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)entry.Extra.Length);
        writer.Write((ushort)0);
        writer.Write((ushort)0);
        writer.Write((ushort)0);
        writer.Write(0u);
        writer.Write(header);
        writer.Write(name);
        writer.Write(entry.Extra);
    }

    /// <summary>One byte a character, so that a name can be made that is not UTF-8.</summary>
    private static byte[] NameBytes(string name) => Encoding.Latin1.GetBytes(name);
}
