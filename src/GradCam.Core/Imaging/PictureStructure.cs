using System.Buffers.Binary;

namespace GradCam.Imaging;

/// <summary>What a file's own structure says before anything is decoded: its format, its size, and what it lacks.</summary>
/// <param name="Format">The format's name; null: none of the known ones.</param>
/// <param name="Width">Pixels a row; 0: not read.</param>
/// <param name="Height">Rows; 0: not read.</param>
/// <param name="Fault">What is wrong, as the end of a sentence about the file; null: nothing was found.</param>
/// <remarks>
/// PNG and JPEG files are walked through, so that a damaged one is named as such.
/// The other formats are told by their first bytes.
/// </remarks>
internal readonly record struct PictureStructure(string? Format, long Width, long Height, string? Fault)
{
    /// <summary>Reads the structure of a file's bytes.</summary>
    public static PictureStructure Of(ReadOnlySpan<byte> file) => FormatOf(file) switch
    {
        "PNG" => PngStructure.Of(file),
        "JPEG" => OfJpeg(file),
        string format => new(format, 0, 0, null),
        null => new(null, 0, 0, null),
    };

    /// <summary>The name of the format that begins so, among those that OpenCV reads; null: none.</summary>
    /// <param name="head">A file's first bytes, 16 or more where it has them.</param>
    public static string? FormatOf(ReadOnlySpan<byte> head) =>
        head.StartsWith(PngStructure.Signature) ? "PNG" : head switch
        {
            [0xFF, 0xD8, 0xFF, ..] => "JPEG",
            [(byte)'B', (byte)'M', ..] => "BMP",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "WebP",
            [(byte)'I', (byte)'I', (byte)'*' or (byte)'+', 0, ..] or [(byte)'M', (byte)'M', 0, (byte)'*' or (byte)'+', ..] => "TIFF",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "GIF",
            [0, 0, 0, 12, (byte)'j', (byte)'P', (byte)' ', (byte)' ', 13, 10, 0x87, 10, ..] or [0xFF, 0x4F, 0xFF, 0x51, ..] => "JPEG 2000",
            [(byte)'P', (>= (byte)'1' and <= (byte)'7') or (byte)'F' or (byte)'f', (byte)' ' or (>= 9 and <= 13), ..] => "PNM",
            [(byte)'#', (byte)'?', (byte)'R', ..] => "Radiance HDR",
            [0x59, 0xA6, 0x6A, 0x95, ..] => "Sun raster",
            _ => null,
        };

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
