using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace GradCam.Imaging;

/// <summary>The chunks of a PNG file (W3C, Portable Network Graphics, third edition, chapters 5 and 11).</summary>
/// <remarks>
/// libpng writes to stderr by itself about what it meets, and OpenCV gives no way to tell it not to: so what can be told from the chunks
/// is told here. Damage within the compressed data under a right checksum is not; finding it would mean to decompress every picture twice.
/// </remarks>
internal static class PngStructure
{
    private const int LengthTypeAndChecksum = 12, HeaderLength = 13;
    private const byte Palette = 3;

    /// <summary>The bytes that every PNG file begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Walks through the chunks up to the last one.</summary>
    /// <param name="file">The whole file, with its signature.</param>
    public static PictureStructure Of(ReadOnlySpan<byte> file)
    {
        (long width, long height, byte colours) = (0, 0, 0);
        (bool hasPalette, bool hasData) = (false, false);
        int at = Signature.Length;
        for (ReadOnlySpan<byte> chunk; (chunk = ChunkAt(file, at)).Length > 0; at += chunk.Length)
        {
            ReadOnlySpan<byte> type = chunk.Slice(4, 4), content = chunk[8..^4];
            if (!IsNeeded(type))
            {
                continue;
            }

            if (Crc32.HashToUInt32(chunk[4..^4]) != BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]))
            {
                return new("PNG", width, height, $"damaged (a checksum fails at byte {at})");
            }

            if (type.SequenceEqual("IEND"u8))
            {
                return new("PNG", width, height, !hasData ? "damaged (it holds no pixels)" : colours == Palette && !hasPalette ? "damaged (it has no palette)" : null);
            }

            switch (Encoding.ASCII.GetString(type))
            {
                case "IHDR" when at == Signature.Length && content.Length == HeaderLength:
                    (width, height, colours) = (BinaryPrimitives.ReadUInt32BigEndian(content), BinaryPrimitives.ReadUInt32BigEndian(content[4..]), content[9]);
                    if (!IsPossible(content))
                    {
                        return new("PNG", width, height, "damaged (its header is not one that PNG has)");
                    }

                    break;
                case "PLTE" when content.Length is > 0 and <= 768 && content.Length % 3 == 0:
                    hasPalette = true;
                    break;
                case "IDAT" when width > 0:
                    hasData = true;
                    break;
                case string name:
                    return new("PNG", width, height, $"damaged (its chunk {ShownText.Of(name)} at byte {at} is not one that PNG has there)");
            }
        }

        return new("PNG", width, height, "truncated (it ends before its last chunk)");
    }

    /// <summary>
    /// The file without the chunks that no pixel depends on here: text, times, colour profiles and the like, of which libpng warns on
    /// stderr where they are odd ("known incorrect sRGB profile"). The same array where it has none of them.
    /// With OpenCV 4.13 gAMA, cHRM, sRGB, sBIT, bKGD, pHYs and cICP changed no pixel of RGB at 8 and 16 bits, RGBA, grey and palette files.
    /// </summary>
    /// <param name="file">A whole file in which <see cref="Of"/> finds no fault.</param>
    public static byte[] WithoutNotes(byte[] file)
    {
        List<Range> kept = [];
        bool dropped = false;
        int at = Signature.Length;
        for (ReadOnlySpan<byte> chunk; (chunk = ChunkAt(file, at)).Length > 0; at += chunk.Length)
        {
            ReadOnlySpan<byte> type = chunk.Slice(4, 4);
            if (!IsNeeded(type) && !IsRead(type))
            {
                dropped = true;
                continue;
            }

            kept.Add(at..(at + chunk.Length));
            if (type.SequenceEqual("IEND"u8))
            {
                break;
            }
        }

        if (!dropped)
        {
            return file;
        }

        using MemoryStream bare = new(file.Length);
        bare.Write(Signature);
        kept.ForEach(range => bare.Write(file.AsSpan(range)));
        return bare.ToArray();
    }

    /// <summary>A chunk with its length, type and checksum; empty where the file ends before it does.</summary>
    private static ReadOnlySpan<byte> ChunkAt(ReadOnlySpan<byte> file, int at)
    {
        ReadOnlySpan<byte> rest = file[at..];
        if (rest.Length < LengthTypeAndChecksum)
        {
            return [];
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        return length > rest.Length - LengthTypeAndChecksum ? [] : rest[..((int)length + LengthTypeAndChecksum)];
    }

    private static bool IsNeeded(ReadOnlySpan<byte> type) => char.IsAsciiLetterUpper((char)type[0]);

    /// <summary>Transparency, orientation and an animation's frames: what OpenCV reads beside the needed chunks.</summary>
    private static bool IsRead(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("tRNS"u8) || type.SequenceEqual("eXIf"u8)
        || type.SequenceEqual("acTL"u8) || type.SequenceEqual("fcTL"u8) || type.SequenceEqual("fdAT"u8);

    /// <summary>Whether sides are above 0 and the depth fits the colour type (table 11.1), compression and filter are the only ones, and interlacing is known.</summary>
    private static bool IsPossible(ReadOnlySpan<byte> header) =>
        header[..4].ContainsAnyExcept((byte)0) && header[4..8].ContainsAnyExcept((byte)0)
        && (header[9], header[8]) is (0, 1 or 2 or 4 or 8 or 16) or (2 or 4 or 6, 8 or 16) or (Palette, 1 or 2 or 4 or 8)
        && header[10] == 0 && header[11] == 0 && header[12] <= 1;
}
