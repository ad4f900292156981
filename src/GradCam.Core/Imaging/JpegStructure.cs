using System.Buffers.Binary;

namespace GradCam.Imaging;

/// <summary>The segments of a JPEG file (ITU-T T.81, annex B).</summary>
internal static class JpegStructure
{
    /// <summary>Walks through the segments up to the end marker.</summary>
    /// <param name="file">The whole file, with its start marker.</param>
    public static PictureStructure Of(ReadOnlySpan<byte> file)
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
