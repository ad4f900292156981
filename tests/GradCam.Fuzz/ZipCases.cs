using System.IO.Compression;
using CsCheck;

namespace GradCam.Fuzz;

/// <summary>Zip archives whose headers lie.</summary>
public static class ZipCases
{
    private static readonly List<RawEntry> Good =
        TorchFiles.Entries(TorchFiles.Pickle([new TensorWords("a", "FloatStorage", "0", 4, 0, [4], [1]), new TensorWords("b", "LongStorage", "1", 2, 0, [2], [1])]), new byte[16], new byte[16]);

    private static readonly byte[] Bomb = Deflated();

    public static Gen<HostileFile> All => Gen.OneOf(Entries, EndRecord, End64, Bombs, Twice);

    /// <summary>One entry whose fields are odd, so that it overlaps, leaves the file, or contradicts itself.</summary>
    private static Gen<HostileFile> Entries =>
        from which in Gen.Int[0, Good.Count - 1]
        from what in Gen.Int[0, 7]
        from number in Odd.Number
        from extra in Gen.Byte.Array[0, 40]
        let value = unchecked((uint)number)
        select new HostileFile("zip entries", RawZip.Write(Good.Select((entry, i) => i != which ? entry : what switch
        {
            0 => entry with { Method = unchecked((ushort)number) },
            1 => entry with { LocalMethod = unchecked((ushort)number) },
            2 => entry with { Size = value },
            3 => entry with { LocalSize = value },
            4 => entry with { Header = value },
            5 => entry with { LocalName = "archive/other" },
            6 => entry with { LocalExtraLength = unchecked((ushort)number) },
            _ => entry with { Size = uint.MaxValue, Header = uint.MaxValue, Extra = [1, 0, (byte)extra.Length, 0, .. extra] },
        })));

    private static Gen<HostileFile> EndRecord =>
        from count in Odd.Number
        from directory in Odd.Number
        from what in Gen.Bool
        select new HostileFile("zip end", what ? RawZip.Write(Good, count: unchecked((ushort)count)) : RawZip.Write(Good, directory: unchecked((uint)directory)));

    /// <summary>A zip64 end record and its locator, with one of their numbers odd: the place, or one of the record's seven words.</summary>
    private static Gen<HostileFile> End64 =>
        from which in Gen.Int[0, 8]
        from odd in Odd.Number
        select new HostileFile("zip64 end", RawZip.Write(Good, count: ushort.MaxValue, directory: uint.MaxValue, beforeEnd: (start, length) =>
        {
            long[] words = [44, 45 | (45 << 16), 0, Good.Count, Good.Count, length, start, start + length];
            words[Math.Min(which, words.Length - 1)] = which == words.Length ? words[^1] : odd;
            byte[] record = [.. "PK\u0006\u0006"u8, .. words.SkipLast(1).SelectMany((word, i) => BitConverter.GetBytes(word)[..(i is 1 ? 4 : 8)])];
            return [.. record, .. "PK\u0006\u0007"u8, .. new byte[4], .. BitConverter.GetBytes(words[^1]), .. new byte[4]];
        }));

    private static Gen<HostileFile> Bombs =>
        from which in Gen.Int[0, Good.Count - 1]
        from size in Gen.OneOf(uint.MaxValue, uint.MaxValue - 1, 1u << 30)
        select new HostileFile("zip bomb", RawZip.Write(Good.Select((entry, i) => i != which ? entry : new RawEntry(entry.Name, Bomb) { Method = 8, LocalMethod = 8, Size = size })));

    private static Gen<HostileFile> Twice =>
        from which in Gen.Int[0, Good.Count - 1]
        from times in Gen.OneOf(2, 3, 500)
        from name in Gen.OneOf("", "archive/data.pkl", "other/data.pkl", "archive/data/0", "archive/code/a.py", "\u00ff\u00fe", "a/b/c/data.pkl")
        select new HostileFile("zip names", RawZip.Write([.. Good, .. Enumerable.Repeat(Good[which] with { Name = name }, times)]));

    private static byte[] Deflated()
    {
        using MemoryStream stream = new();
        using (DeflateStream deflate = new(stream, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(new byte[4 << 20]);
        }

        return stream.ToArray();
    }
}
