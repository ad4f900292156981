using System.Runtime.InteropServices;
using GradCam.Imaging;

namespace GradCam.Core.Tests.Imaging;

public sealed class ResizingTests
{
    [Theory]
    [InlineData("down.rgb", 13, 9)]
    [InlineData("up.rgb", 70, 50)]
    public void Resize_Picture_GivesThePixelsThatPythonsOpenCvGives(string fixture, int width, int height)
    {
        RgbImage resized = Resizing.Resize(TestPictures.Pattern(), width, height);

        Assert.Equal((width, height), (resized.Width, resized.Height));
        Assert.Equal(TestPictures.Fixture(fixture), resized.Pixels);
    }

    [Fact]
    public void Resize_Plane_GivesWhatPythonsOpenCvGivesWithinRounding()
    {
        float[] plane = [.. Enumerable.Range(0, 35).Select(i => i * i % 31 / 31f)];
        ReadOnlySpan<float> expected = MemoryMarshal.Cast<byte, float>(TestPictures.Fixture("plane.f32"));

        float[] resized = Resizing.Resize(plane, 7, 5, 16, 12);

        Assert.Equal(expected.Length, resized.Length);
        for (int i = 0; i < resized.Length; i++)
        {
            Assert.InRange(resized[i], expected[i] - 2e-7f, expected[i] + 2e-7f);
        }
    }

    [Fact]
    public void Resize_TwoNumbersToFour_AlignsCentresAndRepeatsEdges() =>
        Assert.Equal([0f, 1f, 3f, 4f], Resizing.Resize([0f, 4f], 2, 1, 4, 1));

    [Fact]
    public void Resize_SameSize_ChangesNothing() =>
        Assert.Equal(TestPictures.Pattern().Pixels, Resizing.Resize(TestPictures.Pattern(), TestPictures.Width, TestPictures.Height).Pixels);

    [Fact]
    public void Resize_PlaneThatDoesNotFitItsSides_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Resizing.Resize([1f, 2f, 3f], 2, 2, 4, 4));
}
