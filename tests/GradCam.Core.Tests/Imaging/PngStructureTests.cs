using System.Buffers.Binary;
using System.IO.Hashing;
using GradCam.Imaging;

namespace GradCam.Core.Tests.Imaging;

public sealed class PngStructureTests
{
    private static readonly byte[] Whole = PictureEncoder.Png(TestPictures.Pattern());

    [Theory]
    [InlineData(16, "00000000")]
    [InlineData(20, "00000000")]
    [InlineData(24, "03")]
    [InlineData(25, "07")]
    [InlineData(26, "01")]
    [InlineData(27, "01")]
    [InlineData(28, "02")]
    public void Of_AHeaderThatNoPngHas_IsDamaged(int at, string hex) =>
        Assert.Equal("damaged (its header is not one that PNG has)", PngStructure.Of(WithHeader(at, Convert.FromHexString(hex))).Fault);

    [Fact]
    public void Of_ColourTypeThreeWithoutAPalette_IsDamaged() =>
        Assert.Equal("damaged (it has no palette)", PngStructure.Of(WithHeader(24, 8, 3)).Fault);

    [Fact]
    public void Of_AFileWithoutPixels_IsDamaged() =>
        Assert.Equal("damaged (it holds no pixels)", PngStructure.Of([.. Whole[..33], .. TestPictures.Chunk("IEND"u8, [])]).Fault);

    [Theory]
    [InlineData("CgBI")]
    [InlineData("IHDR")]
    public void Of_AChunkThatMustBeUnderstoodAndIsNot_IsDamaged(string name)
    {
        byte[] chunk = TestPictures.Chunk(System.Text.Encoding.ASCII.GetBytes(name), [1, 2, 3]);

        Assert.Equal($"damaged (its chunk {name} at byte 33 is not one that PNG has there)", PngStructure.Of([.. Whole[..33], .. chunk, .. Whole[33..]]).Fault);
    }

    [Fact]
    public void WithoutNotes_OfAFileWithoutAny_IsTheSameArray() => Assert.Same(Whole, PngStructure.WithoutNotes(Whole));

    [Fact]
    public void WithoutNotes_OfAFileWithProfileTextAndTail_DropsThemAndKeepsThePixels()
    {
        byte[] profile = TestPictures.Chunk("iCCP"u8, [1, 2, 3]), gamma = TestPictures.Chunk("gAMA"u8, [0, 0, 0, 1]);
        byte[] text = TestPictures.Chunk("tEXt"u8, [.. "a"u8, 0, .. "b"u8]);
        text[^1] ^= 1;
        byte[] noted = [.. Whole[..33], .. profile, .. gamma, .. Whole[33..^12], .. text, .. Whole[^12..], 7, 7];

        Assert.Equal(Whole, PngStructure.WithoutNotes(noted));
        Assert.Equal(TestPictures.Pattern().Pixels, PictureDecoder.Decode(noted, "noted.png").Pixels);
    }

    [Theory]
    [InlineData("tRNS")]
    [InlineData("eXIf")]
    [InlineData("acTL")]
    public void WithoutNotes_KeepsWhatOpenCvReads(string name)
    {
        byte[] chunk = TestPictures.Chunk(System.Text.Encoding.ASCII.GetBytes(name), [1, 2, 3]);
        byte[] file = [.. Whole[..33], .. chunk, .. TestPictures.Chunk("tIME"u8, [7]), .. Whole[33..]];

        Assert.Equal([.. Whole[..33], .. chunk, .. Whole[33..]], PngStructure.WithoutNotes(file));
    }

    /// <summary>The file with other bytes in its header, whose checksum is right.</summary>
    private static byte[] WithHeader(int at, params byte[] bytes)
    {
        byte[] file = [.. Whole];
        bytes.CopyTo(file, at);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc32.HashToUInt32(file.AsSpan(12, 17)));
        return file;
    }
}
