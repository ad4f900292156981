using System.Runtime.InteropServices;
using GradCam.Imaging;

namespace GradCam.Core.Tests.Imaging;

public sealed class FloatTiffTests
{
    private const int Unsigned = 1, Signed = 2, Floating = 3;

    [Fact]
    public void Decode_FloatsFrom0To1_GiveTheLevelsOfTheirEightBitTwin()
    {
        RgbImage twin = TestPictures.Pattern();
        float[] floats = [.. twin.Pixels.Select(level => level / 255f)];

        RgbImage decoded = PictureDecoder.Decode(Tiff(twin.Width, 3, Floating, floats), "floats.tiff");

        Assert.Equal(twin.Pixels, decoded.Pixels);
    }

    [Fact]
    public void Decode_FloatsOfANarrowRange_AreNotStretched() =>
        Assert.Equal([102, 102, 102, 127, 127, 127, 128, 128, 128], PictureDecoder.Decode(Tiff(3, 1, Floating, [0.4f, 0.498f, 0.502f]), "narrow.tiff").Pixels);

    [Fact]
    public void Decode_Doubles_AreReadLikeFloats() =>
        Assert.Equal([0, 51, 255], PictureDecoder.Decode(Tiff(1, 3, Floating, [0.0, 0.2, 1.0]), "doubles.tiff").Pixels);

    [Theory]
    [InlineData(255f)]
    [InlineData(1.001f)]
    [InlineData(-0.001f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Decode_FloatsBeyond0To1_AreRefused(float number)
    {
        var refusal = Assert.Throws<PictureException>(() => PictureDecoder.Decode(Tiff(3, 1, Floating, [0f, 1f, number]), "wide.tiff"));

        Assert.Contains("'wide.tiff' holds floating-point numbers beyond 0 to 1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_WholeNumbersOf32Bits_AreRefused()
    {
        foreach (int format in new[] { Unsigned, Signed })
        {
            Assert.Throws<PictureException>(() => PictureDecoder.Decode(Tiff(3, 1, format, [0, 1000, 70_000]), "long.tiff"));
        }
    }

    private static byte[] Tiff<T>(int width, int channels, int format, T[] samples)
        where T : unmanaged =>
        TestPictures.Tiff(width, channels, 8 * Marshal.SizeOf<T>(), format, MemoryMarshal.AsBytes<T>(samples).ToArray());
}
