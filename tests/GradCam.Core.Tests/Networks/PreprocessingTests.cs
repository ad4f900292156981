using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

public class PreprocessingTests
{
    private static readonly Preprocessing TwoPixels = Preprocessing.ImageNet with { InputSize = 2 };

    [Fact]
    public void ToTensor_NormalisesEachChannel_AndPutsChannelsFirst()
    {
        byte[] picture = [0, 51, 255, 255, 0, 0, 0, 0, 0, 102, 204, 153];
        using Tensor x = TwoPixels.ToTensor([new byte[12], picture]);
        Assert.Equal([2, 3, 2, 2], x.shape);
        Assert.Equal(ScalarType.Float32, x.dtype);
        // (level / 255 - mean) / std by hand: levels 51, 102, 153, 204 are 0.2, 0.4, 0.6, 0.8.
        float[] expected =
        [
            -0.485f / 0.229f, 0.515f / 0.229f, -0.485f / 0.229f, -0.085f / 0.229f,
            -0.256f / 0.224f, -0.456f / 0.224f, -0.456f / 0.224f, 0.344f / 0.224f,
            0.594f / 0.225f, -0.406f / 0.225f, -0.406f / 0.225f, 0.194f / 0.225f,
        ];
        Assert.Equal(expected, x[1].data<float>().ToArray(), Near);
        Assert.Equal(-0.485f / 0.229f, x[0, 0, 1, 1].item<float>(), 6);
    }

    [Fact]
    public void ToTensor_OfAPictureOfAnotherSize_IsRefused() =>
        Assert.Throws<ArgumentException>(() => TwoPixels.ToTensor([new byte[12], new byte[11]]));

    [Fact]
    public void Transformed_UndoesTheNormalisation_AndCentresOnAHalf()
    {
        Preprocessing transforming = TwoPixels with { TransformInput = true };
        using DisposeScope scope = NewDisposeScope();
        Tensor x = transforming.ToTensor([[0, 51, 255, 255, 0, 0, 0, 0, 0, 102, 204, 153]]).requires_grad_();
        Tensor seen = transforming.Transformed(x);
        // (v - 0.5) / 0.5 for v = 0, 1, 0, 0.4 and so on.
        Assert.Equal([-1f, 1, -1, -0.2f, -0.6f, -1, -1, 0.6f, 1, -1, -1, 0.2f], seen.data<float>().ToArray(), Near);
        seen.sum().backward();
        Assert.Equal([0.458f, 0.448f, 0.45f], x.grad![0, .., 0, 0].data<float>().ToArray(), Near);
    }

    [Fact]
    public void Transformed_WithoutTheTransform_IsTheInput()
    {
        using Tensor x = TwoPixels.ToTensor([new byte[12]]), seen = TwoPixels.Transformed(x);
        Assert.Equal(x.data<float>().ToArray(), seen.data<float>().ToArray());
    }

    [Fact]
    public void Values_OutOfRange_AreRefused()
    {
        Assert.Throws<UsageException>(() => new Preprocessing(0, [0, 0, 0], [1, 1, 1], false));
        Assert.Throws<UsageException>(() => new Preprocessing(5000, [0, 0, 0], [1, 1, 1], false));
        Assert.Throws<UsageException>(() => new Preprocessing(224, [0, 0], [1, 1, 1], false));
        Assert.Throws<UsageException>(() => new Preprocessing(224, [0, float.NaN, 0], [1, 1, 1], false));
        Assert.Throws<UsageException>(() => new Preprocessing(224, [0, 0, 0], [1, 0, 1], false));
    }

    [Fact]
    public void Records_OfTheSameValues_AreEqual()
    {
        var first = new Preprocessing(9, [0, 1, 2], [1, 2, 3], false);
        var again = new Preprocessing(9, [0, 1, 2], [1, 2, 3], false);
        Assert.Equal(first, again);
        Assert.Equal(first.GetHashCode(), again.GetHashCode());
        Assert.NotEqual(first, first with { Mean = [0, 1, 3] });
        Assert.NotEqual(first, first with { Std = [1, 2, 4] });
        Assert.NotEqual(first, first with { Fit = PictureFit.Crop });
    }

    [Theory]
    [InlineData(224, 256)]
    [InlineData(112, 128)]
    public void ResizeSize_FollowsTheInputSize(int input, int resize) =>
        Assert.Equal(resize, (Preprocessing.ImageNet with { InputSize = input }).ResizeSize);

    private static bool Near(float a, float b) => Math.Abs(a - b) <= 2e-6f;
}
