using System.Buffers.Binary;
using System.IO.Hashing;

namespace GradCam.Imaging;

/// <summary>What a file's own structure says before anything is decoded: its format, its size, and what it lacks.</summary>
/// <param name="Format">The format's name; null: none of the known ones.</param>
/// <param name="Width">Pixels a row; 0: not read.</param>
/// <param name="Height">Rows; 0: not read.</param>
/// <param name="Fault">What is wrong, as the end of a sentence about the file; null: nothing was found.</param>
/// <remarks>
/// PNG and JPEG files are walked through, so that a damaged one is named as such; libpng would write about it to stderr by itself.
/// The other formats are told by their first bytes.
/// </remarks>
internal readonly record struct PictureStructure(string? Format, long Width, long Height, string? Fault)
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads the structure of a file's bytes.</summary>
    public static PictureStructure Of(ReadOnlySpan<byte> file) =>
        file.StartsWith(PngSignature) ? OfPng(file)
        : file is [0xFF, 0xD8, 0xFF, ..] ? OfJpeg(file)
        : new(OtherFormat(file), 0, 0, null);

    private static string? OtherFormat(ReadOnlySpan<byte> file) =>
        file switch
        {
            [(byte)'B', (byte)'M', ..] => "BMP",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "WebP",
            [(byte)'I', (byte)'I', (byte)'*', 0, ..] or [(byte)'M', (byte)'M', 0, (byte)'*', ..] => "TIFF",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "GIF",
            _ => null,
        };

    private static PictureStructure OfPng(ReadOnlySpan<byte> file)
    {
        const int LengthTypeAndChecksum = 12;
        (long width, long height) = (0, 0);
        for (long at = PngSignature.Length; at + LengthTypeAndChecksum <= file.Length;)
        {
            ReadOnlySpan<byte> rest = file[(int)at..];
            uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - LengthTypeAndChecksum)
            {
                break;
            }

            ReadOnlySpan<byte> type = rest.Slice(4, 4);
            bool isNeeded = char.IsAsciiLetterUpper((char)type[0]);
            if (isNeeded && Crc32.HashToUInt32(rest.Slice(4, (int)length + 4)) != BinaryPrimitives.ReadUInt32BigEndian(rest[((int)length + 8)..]))
            {
                return new("PNG", width, height, $"damaged (a checksum fails at byte {at})");
            }

            if (type.SequenceEqual("IHDR"u8) && length >= 8)
            {
                (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(rest[8..]), BinaryPrimitives.ReadUInt32BigEndian(rest[12..]));
            }

            if (type.SequenceEqual("IEND"u8))
            {
                return new("PNG", width, height, null);
            }

            at += LengthTypeAndChecksum + length;
        }

        return new("PNG", width, height, "truncated (it ends before its last chunk)");
    }

    private static PictureStructure OfJpeg(ReadOnlySpan<byte> file)
    {
        (long width, long height) = (0, 0);
        for (int at = 2; at < file.Length;)
        {
            int marker = file[at..].IndexOf((byte)0xFF);
            int code = marker < 0 ? -1 : file[(at + marker)..].IndexOfAnyExcept((byte)0xFF);
            if (code < 0)
            {
                break;
            }

            at += marker + code + 1;
            byte kind = file[at - 1];
            if (kind == 0xD9)
            {
                return new("JPEG", width, height, null);
            }

            if (StandsAlone(kind))
            {
                continue;
            }

            if (at + 2 > file.Length)
            {
                break;
            }

            if (IsFrame(kind) && at + 7 <= file.Length)
            {
                (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(file[(at + 3)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            }

            at += BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
        }

        return new("JPEG", width, height, "truncated (it ends before its end marker)");
    }

    /// <summary>True for a byte of compressed data (0), TEM, a restart marker and the start of the file: none has a length after it.</summary>
    private static bool StandsAlone(byte kind) => kind is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8);

    /// <summary>True for the frame headers SOF0 to SOF15; three codes in their range mean something else.</summary>
    private static bool IsFrame(byte kind) => kind is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
