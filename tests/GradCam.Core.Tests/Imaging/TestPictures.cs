using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using GradCam.Imaging;

namespace GradCam.Core.Tests.Imaging;

/// <summary>Pictures drawn by formula, PNG files put together by hand, and the files that Fixtures/make_pictures.py made.</summary>
internal static class TestPictures
{
    public const int Width = 32;
    public const int Height = 24;

    public static byte[] Fixture(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Imaging", "Fixtures", name));

    /// <summary>The pattern of make_pictures.py: no two rows or columns alike, so that a turn or a swap of channels shows.</summary>
    public static RgbImage Pattern()
    {
        byte[] pixels = new byte[3 * Width * Height];
        for (int i = 0; i < Width * Height; i++)
        {
            (int x, int y) = (i % Width, i / Width);
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = ((byte)(x * 8), (byte)(y * 10), (byte)(x * y));
        }

        return new RgbImage(Width, Height, pixels);
    }

    /// <summary>A PNG file.</summary>
    /// <param name="width">What the header says.</param>
    /// <param name="height">What the header says.</param>
    /// <param name="depth">Bits a channel.</param>
    /// <param name="colourType">0 grey, 2 RGB, 6 RGBA.</param>
    /// <param name="rows">The rows' samples, big-endian, without filter bytes.</param>
    public static byte[] Png(int width, int height, byte depth, byte colourType, IEnumerable<byte[]> rows)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, colourType);
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (byte[] row in rows)
            {
                zlib.WriteByte(0);
                zlib.Write(row);
            }
        }

        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, data.ToArray()), .. Chunk("IEND"u8, [])];
    }

    /// <summary>A TIFF file of one strip without compression.</summary>
    /// <param name="width">Pixels a row.</param>
    /// <param name="channels">1 grey, 3 RGB.</param>
    /// <param name="bits">Bits a sample.</param>
    /// <param name="sampleFormat">1 unsigned, 2 signed, 3 floating-point.</param>
    /// <param name="samples">The samples, little-endian.</param>
    public static byte[] Tiff(int width, int channels, int bits, int sampleFormat, byte[] samples)
    {
        int height = samples.Length / (width * channels * bits / 8);
        (int Tag, int Type, int Count, int Value)[] entries =
        [
            (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, bits), (259, 3, 1, 1), (262, 3, 1, channels == 3 ? 2 : 1), (273, 4, 1, 8),
            (277, 3, 1, channels), (278, 4, 1, height), (279, 4, 1, samples.Length), (339, 3, 1, sampleFormat),
        ];
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write([(byte)'I', (byte)'I', (byte)42, (byte)0]);
        writer.Write(8 + samples.Length);
        writer.Write(samples);
        writer.Write((short)entries.Length);
        foreach ((int tag, int type, int count, int value) in entries)
        {
            writer.Write((short)tag);
            writer.Write((short)type);
            writer.Write(count);
            writer.Write(value);
        }

        writer.Write(0);
        return stream.ToArray();
    }

    public static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] typed = [.. type, .. content];
        byte[] chunk = new byte[typed.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        typed.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(typed.Length + 4), Crc32.HashToUInt32(typed));
        return chunk;
    }

    /// <summary>Where a baseline JPEG file of three channels has its frame header; after 5 bytes come height and width, then three bytes a channel.</summary>
    public static int FrameHeader(byte[] jpeg)
    {
        byte[] start = [0xFF, 0xC0, 0x00, 0x11];
        return jpeg.AsSpan().IndexOf(start);
    }

    /// <summary>A JPEG file with an EXIF segment of one entry, the orientation, put in after its first marker.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] tiff = [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        byte[] content = [.. "Exif"u8, 0, 0, .. tiff];
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(content.Length + 2), .. content, .. jpeg[2..]];
    }
}
