using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using GradCam.Imaging;

namespace GradCam.Core.Tests.Imaging;

public sealed class PictureDecoderRefusalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Decode_MissingFile_SaysSo() => AssertRefused(Path.Combine(folder, "no.jpg"), "does not exist");

    [Fact]
    public void Decode_FileInMissingFolder_SaysSo() => AssertRefused(Path.Combine(folder, "no", "no.jpg"), "does not exist");

    [Fact]
    public void Decode_Folder_SaysSo() => AssertRefused(folder, "is a folder");

    [Fact]
    public void Decode_EmptyFile_SaysSo() => AssertRefused(Written("empty.jpg", []), "is empty (0 bytes)");

    [Theory]
    [InlineData("This is a text.\n")]
    [InlineData("B")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    public void Decode_Text_IsNotAPicture(string text) => AssertRefused(Written("text.png", Encoding.UTF8.GetBytes(text)), "is not a picture");

    [Theory]
    [InlineData("colour.jpg", "JPEG file is truncated")]
    [InlineData("progressive.jpg", "JPEG file is truncated")]
    [InlineData("grey.jpg", "JPEG file is truncated")]
    [InlineData("palette.png", "PNG file is truncated")]
    [InlineData("lossless.bmp", "BMP file is truncated")]
    [InlineData("lossless.webp", "WebP file is truncated")]
    [InlineData("lossless.tiff", "TIFF file is truncated")]
    [InlineData("animation.gif", "GIF file is truncated")]
    public void Decode_TruncatedFile_SaysSoAtEveryLength(string name, string word)
    {
        byte[] whole = TestPictures.Fixture(name);
        foreach (int length in new[] { 16, whole.Length / 3, whole.Length / 2, whole.Length * 9 / 10, whole.Length - 1 })
        {
            AssertRefused(Written(name, whole[..length]), word);
        }
    }

    [Fact]
    public void Decode_TruncatedKindsThatTestsDraw_SaySo()
    {
        byte[] rgba = TestPictures.Png(40, 1, 8, 6, [[.. Enumerable.Range(0, 160).Select(i => (byte)(i * 31))]]);
        byte[] deep = TestPictures.Png(20, 1, 16, 2, [[.. Enumerable.Range(0, 120).Select(i => (byte)(i * 31))]]);
        byte[] turned = TestPictures.WithOrientation(TestPictures.Fixture("colour.jpg"), 6);
        foreach (byte[] whole in new[] { rgba, deep, turned })
        {
            foreach (int length in new[] { whole.Length / 2, whole.Length - 1 })
            {
                AssertRefused(Written("cut", whole[..length]), "truncated");
            }
        }
    }

    [Fact]
    public void Decode_EndMarkerInsideAnExifSegment_IsNotTakenForTheEnd()
    {
        byte[] whole = TestPictures.Fixture("colour.jpg");
        byte[] withMarkerInside = [0xFF, 0xD8, 0xFF, 0xE1, 0, 6, 0xFF, 0xD9, 0xFF, 0xD9, .. whole[2..]];

        Assert.Equal(TestPictures.Fixture("colour.rgb"), PictureDecoder.Decode(withMarkerInside, "whole").Pixels);
        AssertRefused(Written("cut.jpg", withMarkerInside[..^2]), "truncated");
    }

    [Fact]
    public void Decode_PngWithAWrongChecksum_IsDamaged()
    {
        byte[] png = PictureEncoder.Png(TestPictures.Pattern());
        png[60] ^= 1;

        AssertRefused(Written("damaged.png", png), "PNG file is damaged (a checksum fails at byte");
    }

    [Fact]
    public void Decode_PngWithTooFewRows_IsDamaged() =>
        AssertRefused(Written("short.png", TestPictures.Png(4, 4, 8, 2, [new byte[12]])), "PNG file is truncated or damaged");

    [Fact]
    public void Decode_PngHeaderOverTheLimit_NamesTheSize() =>
        AssertRefused(Written("huge.png", TestPictures.Png(20_000, 20_000, 8, 2, [])), "20000 x 20000 pixels, and over 100 megapixels");

    [Fact]
    public void Decode_PngHeaderWhoseSidesMultiplyBeyondALong_NamesTheSize()
    {
        byte[] png = TestPictures.Png(1, 1, 8, 2, []);
        png.AsSpan(16, 8).Fill(0xFF);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc32.HashToUInt32(png.AsSpan(12, 17)));

        AssertRefused(Written("huge.png", png), "4294967295 x 4294967295 pixels, and over 100 megapixels");
    }

    [Fact]
    public void Decode_JpegHeaderOverTheLimit_NamesTheSize()
    {
        byte[] jpeg = TestPictures.Fixture("colour.jpg");
        int frame = TestPictures.FrameHeader(jpeg);
        byte[] sides = [0xFF, 0xDC, 0xFF, 0xDC];
        sides.CopyTo(jpeg, frame + 5);

        AssertRefused(Written("huge.jpg", jpeg), "65500 x 65500 pixels, and over 100 megapixels");
    }

    [Fact]
    public void Decode_OtherFormatOverTheLimit_IsRefusedByOpenCvsOwnLimit() =>
        AssertRefused(Written("huge.pgm", [.. "P5\n20000 20000\n255\n"u8, .. new byte[100]]), "over 100 megapixels");

    private string Written(string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static void AssertRefused(string path, string why)
    {
        var refusal = Assert.Throws<PictureException>(() => PictureDecoder.Decode(path));
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
