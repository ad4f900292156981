using System.Runtime.InteropServices;
using GradCam.Imaging;
using GradCam.Rendering;

namespace GradCam.Core.Tests.Rendering;

/// <summary>The golden pictures are numpy's and Python's OpenCV's, by Fixtures/make_renderings.py, equal to the last bit.</summary>
public sealed class RendererTests
{
    private const int Width = 16;
    private const int Height = 12;
    private const int Area = Width * Height;

    private static readonly byte[] Fixture = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Rendering", "Fixtures", "renderings.bin"));
    private static readonly float[] Mask = MemoryMarshal.Cast<byte, float>(Fixture.AsSpan(0, 4 * Area)).ToArray();
    private static readonly float[] Gradients = MemoryMarshal.Cast<byte, float>(Fixture.AsSpan(4 * Area, 12 * Area)).ToArray();
    private static readonly RgbImage Image = new(Width, Height, Picture(0));

    [Fact]
    public void Heatmap_OfAMask_IsPythons() => Assert.Equal(Picture(1), Renderer.Heatmap(Mask, Width, Height).Pixels);

    [Fact]
    public void Cam_OfAMask_IsPythons() => Assert.Equal(Picture(2), Renderer.Cam(Image, Mask).Pixels);

    [Fact]
    public void Guided_OfGradients_IsPythons() => Assert.Equal(Picture(3), Renderer.Guided(Gradients, Width, Height).Pixels);

    [Fact]
    public void GuidedCam_OfGradientsAndMask_IsPythons() => Assert.Equal(Picture(4), Renderer.GuidedCam(Gradients, Mask, Width, Height).Pixels);

    [Fact]
    public void Heatmap_Levels_AreTruncated()
    {
        // 255 * 0.4999 = 127.47 and 255 * 0.5 = 127.5: both are level 127.
        RgbImage heat = Renderer.Heatmap([0.4999f, 0.5f], 2, 1);

        Assert.Equal(ColourTables.Apply(Colormap.Jet, [127, 127], 2, 1).Pixels, heat.Pixels);
    }

    [Fact]
    public void Heatmap_RoundingOutsideTheRange_IsTakenAsItsEnd() =>
        Assert.Equal(ColourTables.Apply(Colormap.Jet, [0, 255], 2, 1).Pixels, Renderer.Heatmap([-1e-7f, 1.01f], 2, 1).Pixels);

    [Fact]
    public void Guided_Colours_StandByHand()
    {
        // One row of two pixels, channels -1..1: norm gives (v + 1) / 2 * 255, truncated.
        RgbImage picture = Renderer.Guided([-1f, 1f, 0f, 0.5f, -0.5f, 0f], 2, 1);

        Assert.Equal([0, 127, 63, 255, 191, 127], picture.Pixels);
    }

    [Fact]
    public void Guided_Constant_IsBlack() => Assert.All(Renderer.Guided([3f, 3f, 3f], 1, 1).Pixels, level => Assert.Equal(0, level));

    [Fact]
    public void Cam_ConstantSum_IsBlack()
    {
        // Dark blue of level 0 is (0, 0, 128); a picture that completes it to one sum everywhere.
        var image = new RgbImage(1, 1, [128, 128, 0]);

        Assert.Equal([0, 0, 0], Renderer.Cam(image, [0f]).Pixels);
    }

    [Fact]
    public void Heatmap_MaskThatDoesNotFit_IsRefused() => Assert.Throws<ArgumentException>(() => Renderer.Heatmap([0f, 1f, 0f], 2, 2));

    [Fact]
    public void GuidedCam_MaskThatDoesNotFit_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Renderer.GuidedCam(Gradients, [0f], Width, Height));

    private static byte[] Picture(int index) => Fixture.AsSpan((16 + (3 * index)) * Area, 3 * Area).ToArray();
}
