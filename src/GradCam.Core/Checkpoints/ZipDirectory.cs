using System.Buffers.Binary;
using System.Text;
using GradCam.Files;

namespace GradCam.Checkpoints;

/// <summary>
/// The stored entries of a zip archive, each with the place of its bytes. (System.IO.Compression tells no place, without which nothing can be mapped.)
/// Every entry must be uncompressed, be called the same in both of its headers, and overlap no other.
/// </summary>
internal sealed class ZipDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const uint End64Signature = 0x06064b50;
    private const uint Locator64Signature = 0x07064b50;
    private const uint EntrySignature = 0x02014b50;
    private const uint LocalSignature = 0x04034b50;
    private const int EndBytes = 22;
    private const int End64Bytes = 56;
    private const int Locator64Bytes = 20;
    private const int EntryBytes = 46;
    private const int LocalBytes = 30;
    private const int LongestComment = ushort.MaxValue;
    private const int MostEntries = 32_768;
    private const int MostDirectoryBytes = 16 << 20;

    private readonly CheckpointFile file;
    private readonly Dictionary<string, ZipEntry> entries = new(StringComparer.Ordinal);

    private ZipDirectory(CheckpointFile file) => this.file = file;

    public IReadOnlyDictionary<string, ZipEntry> Entries => entries;

    public static ZipDirectory Read(CheckpointFile file)
    {
        ZipDirectory zip = new(file);
        (ulong count, ulong size, ulong start, long end) = zip.FindDirectory();
        if (count > MostEntries || size > MostDirectoryBytes || start > (ulong)end || size > (ulong)end - start)
        {
            throw zip.Fail($"its end record tells of {count} entries in {size} bytes at byte {start}, which cannot be");
        }

        byte[] directory = new byte[size];
        file.Read((long)start, directory);
        List<FoundEntry> found = zip.ReadDirectory(directory, (int)count);
        zip.Place(found, (long)start);
        return zip;
    }

    private CheckpointException Fail(string fault) => file.Fail($"as a zip archive it is damaged or truncated: {fault}");

    private (ulong Count, ulong Size, ulong Start, long End) FindDirectory()
    {
        byte[] tail = new byte[Math.Min(file.Length, EndBytes + LongestComment)];
        file.Read(file.Length - tail.Length, tail);
        for (int at = tail.Length - EndBytes; at >= 0; at--)
        {
            ReadOnlySpan<byte> end = tail.AsSpan(at);
            if (U32(end) == EndSignature && at + EndBytes + U16(end[20..]) == tail.Length)
            {
                return Directory64(end, file.Length - tail.Length + at);
            }
        }

        throw Fail("it has no end record");
    }

    private (ulong Count, ulong Size, ulong Start, long End) Directory64(ReadOnlySpan<byte> end, long endAt)
    {
        (ulong count, ulong size, ulong start) = (U16(end[10..]), U32(end[12..]), U32(end[16..]));
        Span<byte> locator = stackalloc byte[Locator64Bytes];
        if (endAt >= Locator64Bytes)
        {
            file.Read(endAt - Locator64Bytes, locator);
        }

        if (U32(locator) != Locator64Signature)
        {
            return (count, size, start, endAt);
        }

        ulong place = U64(locator[8..]);
        if (place > (ulong)(endAt - Locator64Bytes) || (ulong)(endAt - Locator64Bytes) - place < End64Bytes)
        {
            throw Fail($"its zip64 end record is said to be at byte {place}");
        }

        Span<byte> end64 = stackalloc byte[End64Bytes];
        file.Read((long)place, end64);
        (ulong count64, ulong size64, ulong start64) = (U64(end64[32..]), U64(end64[40..]), U64(end64[48..]));
        bool agrees = (count == ushort.MaxValue || count == count64) && (size == uint.MaxValue || size == size64)
            && (start == uint.MaxValue || start == start64);
        return U32(end64) == End64Signature && agrees
            ? (count64, size64, start64, (long)place)
            : throw Fail("its two end records contradict each other");
    }

    private List<FoundEntry> ReadDirectory(ReadOnlySpan<byte> directory, int count)
    {
        List<FoundEntry> found = new(Math.Min(count, directory.Length / EntryBytes));
        for (int i = 0; i < count; i++)
        {
            if (directory.Length < EntryBytes || U32(directory) != EntrySignature)
            {
                throw Fail($"entry {i} of {count} of its directory is not one");
            }

            int name = U16(directory[28..]);
            int extra = U16(directory[30..]);
            int whole = EntryBytes + name + extra + U16(directory[32..]);
            if (directory.Length < whole)
            {
                throw Fail($"entry {i} of {count} reaches past its directory");
            }

            found.Add(ReadEntry(directory[..EntryBytes], directory.Slice(EntryBytes, name), directory.Slice(EntryBytes + name, extra)));
            directory = directory[whole..];
        }

        return found;
    }

    private FoundEntry ReadEntry(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> nameBytes, ReadOnlySpan<byte> extra)
    {
        string name;
        try
        {
            name = StrictText.Utf8.GetString(nameBytes);
        }
        catch (DecoderFallbackException failure)
        {
            throw file.Fail("the name of an entry of the zip archive is not UTF-8", failure);
        }

        // Told before the rest is looked at, since PyTorch compresses a program's sources.
        if (name.Contains("/code/", StringComparison.Ordinal) || name.EndsWith("/constants.pkl", StringComparison.Ordinal))
        {
            throw file.Fail("it is a TorchScript program, which holds code; nothing of it was run; a state dictionary is wanted, torch.save(model.state_dict(), FILE)");
        }

        (ulong packed, ulong bytes, ulong header) = (U32(entry[20..]), U32(entry[24..]), U32(entry[42..]));
        bytes = Wide(bytes, ref extra, name);
        packed = Wide(packed, ref extra, name);
        header = Wide(header, ref extra, name);
        if ((U16(entry[8..]) & 1) != 0 || U16(entry[10..]) != 0 || packed != bytes)
        {
            throw file.Fail($"entry {ShownText.Quoted(name)} is compressed or encrypted; PyTorch stores its entries as they are");
        }

        return new FoundEntry(name, header, bytes);
    }

    /// <summary>A field's 64-bit value from the zip64 extra field where the 32-bit one says that it is there; each call takes the next.</summary>
    private ulong Wide(ulong value, ref ReadOnlySpan<byte> extra, string name)
    {
        if (value != uint.MaxValue)
        {
            return value;
        }

        const int Head = 4;
        while (extra.Length >= Head && U16(extra) != 1)
        {
            extra = extra[Math.Min(extra.Length, Head + U16(extra[2..]))..];
        }

        if (extra.Length < Head + sizeof(ulong) || U16(extra[2..]) < sizeof(ulong))
        {
            throw Fail($"entry {ShownText.Quoted(name)} lacks its 64-bit size or place");
        }

        ulong wide = U64(extra[Head..]);
        byte[] rest = extra[sizeof(ulong)..].ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(rest, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(rest.AsSpan(2), (ushort)(U16(extra[2..]) - sizeof(ulong)));
        extra = rest;
        return wide;
    }

    private void Place(List<FoundEntry> found, long directoryStart)
    {
        long free = 0;
        found.Sort((one, other) => one.Header.CompareTo(other.Header));
        foreach ((string name, ulong header, ulong bytes) in found)
        {
            if (header < (ulong)free || header > (ulong)directoryStart || directoryStart - (long)header < LocalBytes)
            {
                throw Fail($"entry {ShownText.Quoted(name)} at byte {header} overlaps another, or lies outside the file");
            }

            long start = CheckLocal(name, (long)header, bytes);
            if (start > directoryStart || bytes > (ulong)(directoryStart - start))
            {
                throw Fail($"entry {ShownText.Quoted(name)} is said to take {bytes} bytes from byte {start} on, past its directory at {directoryStart}");
            }

            free = start + (long)bytes;
            if (!entries.TryAdd(name, new ZipEntry(name, start, (long)bytes)))
            {
                throw Fail($"entry {ShownText.Quoted(name)} stands there twice");
            }
        }
    }

    /// <summary>Compares an entry's own header with the directory's, and gives the place after it.</summary>
    private long CheckLocal(string name, long header, ulong bytes)
    {
        const int HasDescriptor = 8;
        Span<byte> local = stackalloc byte[LocalBytes];
        file.Read(header, local);
        byte[] nameBytes = new byte[U16(local[26..])];
        file.Read(header + LocalBytes, nameBytes);
        bool later = (U16(local[6..]) & HasDescriptor) != 0 || U32(local[22..]) == uint.MaxValue;
        bool agrees = U32(local) == LocalSignature && U16(local[8..]) == 0 && (later || U32(local[22..]) == bytes)
            && nameBytes.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(name));
        return agrees
            ? header + LocalBytes + nameBytes.Length + U16(local[28..])
            : throw Fail($"entry {ShownText.Quoted(name)} and its own header at byte {header} contradict each other");
    }

    private static ushort U16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint U32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static ulong U64(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    /// <summary>What the directory says of an entry: a class, since lists of structures are compiled anew at each start.</summary>
    private sealed record FoundEntry(string Name, ulong Header, ulong Bytes);
}
