using GradCam.Imaging;
using GradCam.Networks;

namespace GradCam.Core.Tests.Networks;

public class InputFrameTests
{
    private const int Side = 32;

    // The network would see the object where it is bright: laid back, this must be the object's own box, and the other way round.
    [Theory]
    [InlineData(PictureFit.Squash, 120, 70)]
    [InlineData(PictureFit.Squash, 20, 14)]
    [InlineData(PictureFit.Crop, 120, 70)]
    [InlineData(PictureFit.Crop, 70, 120)]
    [InlineData(PictureFit.Crop, 20, 14)]
    [InlineData(PictureFit.Pad, 120, 70)]
    [InlineData(PictureFit.Pad, 70, 120)]
    [InlineData(PictureFit.Pad, 20, 14)]
    public void LayOnPicture_OfTheBrightPlaceOfTheInput_IsTheObjectsBox(PictureFit fit, int width, int height)
    {
        (int Left, int Top, int Width, int Height) box = (width / 2 - 5, height / 2 - 2, 6, 5);
        // A mean of zero pads with black, so that nothing but the box weighs.
        PreparedPicture prepared = new Preprocessing(Side, [0, 0, 0], [1, 1, 1], false) { Fit = fit }.Prepare(Drawn(width, height, box));
        float[] bright = [.. Enumerable.Range(0, Side * Side).Select(i => prepared.Pixels.Pixels[3 * i] / 255f)];
        float[] laid = prepared.Frame.LayOnPicture(bright, Side);

        Assert.Equal(width * height, laid.Length);
        (double x, double y) = Centre(laid, width, height);
        Assert.Equal(box.Left + box.Width / 2.0, x, 0.35);
        Assert.Equal(box.Top + box.Height / 2.0, y, 0.35);
        int brightest = Array.IndexOf(laid, laid.Max());
        Assert.InRange(brightest % width, box.Left, box.Left + box.Width - 1);
        Assert.InRange(brightest / width, box.Top, box.Top + box.Height - 1);
    }

    [Fact]
    public void Prepare_Squashed_ShowsTheWholePicture()
    {
        InputFrame frame = (Preprocessing.ImageNet with { InputSize = Side }).Prepare(Drawn(50, 20, default)).Frame;
        Assert.True(frame.IsWhole);
        Assert.Equal((50, 20), frame.ToPicture(Side, Side, Side));
    }

    // 448 x 256 becomes itself, and columns 112 to 336 and rows 16 to 240 are cut: by torchvision's rules, worked out by hand.
    [Fact]
    public void Prepare_Cropped_ShowsTheMiddle()
    {
        InputFrame frame = (Preprocessing.ImageNet with { Fit = PictureFit.Crop }).Prepare(Drawn(448, 256, default)).Frame;
        Assert.Equal(new InputFrame(448, 256, 112, 16, 224, 224), frame);
        Assert.False(frame.IsWhole);
        Assert.Equal((0, 0), frame.ToInput(112, 16, 224));
    }

    [Fact]
    public void LayOnPicture_OutsideTheCrop_IsZero()
    {
        float[] laid = new InputFrame(4, 2, 1, 0, 2, 2).LayOnPicture([1, 1, 1, 1], 2);
        Assert.Equal([0, 1, 1, 0, 0, 1, 1, 0], laid);
    }

    [Fact]
    public void Prepare_Padded_FillsTheRestWithTheMeanColour()
    {
        PreparedPicture prepared = (Preprocessing.ImageNet with { InputSize = 8, Fit = PictureFit.Pad }).Prepare(Drawn(40, 20, default));
        Assert.Equal(new InputFrame(40, 20, 0, -10, 40, 40), prepared.Frame);
        Assert.Equal([124, 116, 104], prepared.Pixels.Pixels[..3]);
        Assert.Equal([0, 0, 0], prepared.Pixels.Pixels[(3 * 8 * 2)..(3 * 8 * 2 + 3)]);
        Assert.Equal([124, 116, 104], prepared.Pixels.Pixels[^3..]);
    }

    // Resized as a whole, the picture would have 4 million columns.
    [Fact]
    public void Prepare_OfAVeryThinPicture_ComputesItsMiddleAlone()
    {
        PreparedPicture prepared = (Preprocessing.ImageNet with { Fit = PictureFit.Crop }).Prepare(Drawn(16000, 1, default));
        Assert.Equal(224, prepared.Pixels.Width);
        Assert.Equal(8000, prepared.Frame.Left + prepared.Frame.Width / 2, 0.01);
    }

    /// <summary>Black with a white box.</summary>
    private static RgbImage Drawn(int width, int height, (int Left, int Top, int Width, int Height) box)
    {
        byte[] pixels = new byte[3 * width * height];
        for (int y = box.Top; y < box.Top + box.Height; y++)
        {
            pixels.AsSpan(3 * (y * width + box.Left), 3 * box.Width).Fill(255);
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>The centre of mass.</summary>
    private static (double X, double Y) Centre(float[] plane, int width, int height)
    {
        double mass = plane.Sum(value => (double)value);
        return (
            Enumerable.Range(0, width * height).Sum(i => plane[i] * (i % width + 0.5)) / mass,
            Enumerable.Range(0, width * height).Sum(i => plane[i] * (i / width + 0.5)) / mass);
    }
}
