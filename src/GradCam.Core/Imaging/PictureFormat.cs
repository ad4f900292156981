namespace GradCam.Imaging;

/// <summary>Tells a picture file's format by its first bytes, and reads its structure.</summary>
/// <remarks>
/// PNG and JPEG files are walked through, so that a damaged one is named as such.
/// The other formats are told by their first bytes.
/// </remarks>
internal static class PictureFormat
{
    /// <summary>Reads the structure of a file's bytes.</summary>
    public static PictureStructure StructureOf(ReadOnlySpan<byte> file) => Of(file) switch
    {
        "PNG" => PngStructure.Of(file),
        "JPEG" => JpegStructure.Of(file),
        string format => new PictureStructure(format, 0, 0, null),
        null => new PictureStructure(null, 0, 0, null),
    };

    /// <summary>The name of the format that begins so, among those that OpenCV reads; null: none.</summary>
    /// <param name="head">A file's first bytes, 16 or more where it has them.</param>
    public static string? Of(ReadOnlySpan<byte> head) =>
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
}
