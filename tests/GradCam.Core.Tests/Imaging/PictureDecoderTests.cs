using GradCam.Imaging;

namespace GradCam.Core.Tests.Imaging;

public sealed class PictureDecoderTests
{
    private static readonly RgbImage Pattern = TestPictures.Pattern();

    [Theory]
    [InlineData("colour")]
    [InlineData("progressive")]
    [InlineData("grey")]
    [InlineData("cmyk")]
    public void Decode_Jpeg_GivesThePixelsThatPythonsOpenCvGives(string name)
    {
        RgbImage decoded = PictureDecoder.Decode(TestPictures.Fixture(name + ".jpg"), name);

        Assert.Equal((TestPictures.Width, TestPictures.Height), (decoded.Width, decoded.Height));
        Assert.Equal(TestPictures.Fixture(name + ".rgb"), decoded.Pixels);
    }

    [Theory]
    [InlineData("lossless.bmp")]
    [InlineData("lossless.webp")]
    [InlineData("lossless.tiff")]
    public void Decode_FormatWithoutLoss_GivesThePattern(string name) =>
        Assert.Equal(Pattern.Pixels, PictureDecoder.Decode(TestPictures.Fixture(name), name).Pixels);

    [Theory]
    [InlineData("palette.png")]
    [InlineData("animation.gif")]
    public void Decode_Palette_GivesItsColoursOfTheFirstFrame(string name)
    {
        RgbImage decoded = PictureDecoder.Decode(TestPictures.Fixture(name), name);

        Assert.Equal((16, 6), (decoded.Width, decoded.Height));
        byte[] row = [255, 0, 0, 255, 0, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 0, 0, 255, 10, 20, 30, 10, 20, 30];
        Assert.Equal(row, decoded.Pixels[..row.Length]);
    }

    [Fact]
    public void Decode_PngNamedJpg_LooksAtTheContent()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "picture.jpg");
        File.WriteAllBytes(path, PictureEncoder.Png(Pattern));

        Assert.Equal(Pattern.Pixels, PictureDecoder.Decode(path).Pixels);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void Decode_RgbaPng_DropsAlpha()
    {
        byte[] png = TestPictures.Png(2, 1, 8, 6, [[10, 20, 30, 0, 40, 50, 60, 128]]);

        Assert.Equal([10, 20, 30, 40, 50, 60], PictureDecoder.Decode(png, "rgba").Pixels);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void Decode_SixteenBitPng_TakesTheHighByte(byte colourType)
    {
        byte[] colour = [0x12, 0xFF, 0x34, 0x80, 0xFF, 0x00];
        byte[] row = colourType == 6 ? [.. colour, 0x40, 0x00] : colour;

        Assert.Equal([0x12, 0x34, 0xFF], PictureDecoder.Decode(TestPictures.Png(1, 1, 16, colourType, [row]), "deep").Pixels);
    }

    [Fact]
    public void Decode_SixteenBitGreyPng_RepeatsTheHighByte() =>
        Assert.Equal([0x7F, 0x7F, 0x7F], PictureDecoder.Decode(TestPictures.Png(1, 1, 16, 0, [[0x7F, 0xFF]]), "deep").Pixels);

    [Fact]
    public void Decode_SixteenBitTiff_TakesTheHighByteToo() =>
        Assert.Equal(Pattern.Pixels, PictureDecoder.Decode(TestPictures.Fixture("deep.tiff"), "deep.tiff").Pixels);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Decode_ExifOrientation_TurnsThePicture(byte orientation)
    {
        byte[] jpeg = TestPictures.Fixture("colour.jpg");
        RgbImage upright = PictureDecoder.Decode(jpeg, "upright");

        RgbImage turned = PictureDecoder.Decode(TestPictures.WithOrientation(jpeg, orientation), "turned");

        Assert.Equal(Turn(upright, orientation), turned.Pixels);
        Assert.Equal(orientation >= 5 ? TestPictures.Height : TestPictures.Width, turned.Width);
    }

    [Fact]
    public void Decode_OnePixel_Works() =>
        Assert.Equal([1, 2, 3], PictureDecoder.Decode(PictureEncoder.Png(new RgbImage(1, 1, [1, 2, 3])), "dot").Pixels);

    [Fact]
    public void Decode_BytesAfterTheEnd_AreNotLookedAt()
    {
        Assert.Equal(Pattern.Pixels, PictureDecoder.Decode([.. PictureEncoder.Png(Pattern), 1, 2, 3], "tail.png").Pixels);
        Assert.Equal(TestPictures.Fixture("colour.rgb"), PictureDecoder.Decode([.. TestPictures.Fixture("colour.jpg"), 1, 2, 3], "tail.jpg").Pixels);
    }

    /// <summary>Where the pixel at x, y of the shown picture lies in the stored one, by the EXIF standard's table of orientations.</summary>
    private static byte[] Turn(RgbImage stored, byte orientation)
    {
        (int w, int h) = (stored.Width, stored.Height);
        (int width, int height) = orientation >= 5 ? (h, w) : (w, h);
        byte[] shown = new byte[stored.Pixels.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (int sx, int sy) = orientation switch
                {
                    2 => (w - 1 - x, y),
                    3 => (w - 1 - x, h - 1 - y),
                    4 => (x, h - 1 - y),
                    5 => (y, x),
                    6 => (y, h - 1 - x),
                    7 => (w - 1 - y, h - 1 - x),
                    8 => (w - 1 - y, x),
                    _ => (x, y),
                };
                stored.Pixels.AsSpan(3 * ((sy * w) + sx), 3).CopyTo(shown.AsSpan(3 * ((y * width) + x)));
            }
        }

        return shown;
    }
}
