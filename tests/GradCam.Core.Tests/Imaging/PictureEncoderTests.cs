using GradCam.Imaging;

namespace GradCam.Core.Tests.Imaging;

public sealed class PictureEncoderTests
{
    private static readonly RgbImage Pattern = TestPictures.Pattern();

    [Fact]
    public void Png_Decoded_GivesThePictureBack() =>
        Assert.Equal(Pattern.Pixels, PictureDecoder.Decode(PictureEncoder.Png(Pattern), "pattern").Pixels);

    [Fact]
    public void Jpeg_FrameHeader_SaysChroma444()
    {
        byte[] jpeg = PictureEncoder.Jpeg(Pattern);
        int frame = TestPictures.FrameHeader(jpeg);

        Assert.True(frame > 0);
        Assert.Equal([0x11, 0x11, 0x11], new[] { jpeg[frame + 11], jpeg[frame + 14], jpeg[frame + 17] });
    }

    [Fact]
    public void Jpeg_BestQuality_StaysWithinThreeLevels()
    {
        byte[] decoded = PictureDecoder.Decode(PictureEncoder.Jpeg(Pattern, 100), "pattern").Pixels;

        Assert.InRange(decoded.Zip(Pattern.Pixels, (a, b) => Math.Abs(a - b)).Max(), 0, 3);
    }

    [Fact]
    public void Jpeg_Quality_SetsTheSize() => Assert.True(PictureEncoder.Jpeg(Pattern, 30).Length < PictureEncoder.Jpeg(Pattern).Length);

    [Fact]
    public void Jpeg_SamePicture_GivesTheSameBytes() => Assert.Equal(PictureEncoder.Jpeg(Pattern), PictureEncoder.Jpeg(Pattern));

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Jpeg_QualityOutOfRange_IsRefused(int quality) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PictureEncoder.Jpeg(Pattern, quality));
}
