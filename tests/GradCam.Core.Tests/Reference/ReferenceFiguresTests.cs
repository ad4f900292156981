namespace GradCam.Core.Tests.Reference;

/// <summary>The packed figures are read as they were stored: the numbers expected here come from the unpacked .npy files.</summary>
public class ReferenceFiguresTests
{
    [Theory]
    [InlineData("resnet50", "logits", new long[] { 1000 }, 846, 41022.75f, 346267.101986109)]
    [InlineData("vgg16", "gradcam", new long[] { 14, 14 }, 154, -0.022686288f, 0.11172818064825328)]
    [InlineData("densenet121-norm5", "original-gradcam++", new long[] { 7, 7 }, 18, 1130.8833f, 6389.977713343575)]
    [InlineData("inception_v3", "activation", new long[] { 192, 5, 5 }, 3342, -41.038486f, 679.9616074687607)]
    [InlineData("shufflenet_v2", "gradient", new long[] { 1024, 7, 7 }, 2254, -0.0029835666f, 0.1607615522922285)]
    [InlineData("mobilenet_v2", "guided", new long[] { 3, 224, 224 }, 76449, -0.2174547f, 5.866796360817944)]
    [InlineData("mobilenet_v2", "original-guided", new long[] { 3, 224, 224 }, 65324, 2.5700674f, 74.43748730584949)]
    [InlineData("vgg19", "original-guided", new long[] { 3, 224, 224 }, 38015, 0.083588436f, 5.041423544585227)]
    public void Of_Array_HasItsShapeLargestValueAndNorm(string network, string name, long[] shape, int index, float value, double norm)
    {
        ReferenceArray array = ReferenceFigures.Of(network)[name];
        double actual = Math.Sqrt(array.Values.Sum(v => (double)v * v));
        Assert.Equal(shape, array.Shape);
        Assert.Equal(value, array.Values[index]);
        Assert.Equal(norm, actual, 1e-4 * norm);
    }

    [Fact]
    public void Of_Network_NamesItsLayer() => Assert.Equal("Mixed_7c.branch_pool.conv", ReferenceFigures.Of("inception_v3").Layer);

    [Theory]
    [InlineData(new[] { 3f, 4f }, new[] { 3f, 4f }, 0)]
    [InlineData(new[] { 3f, 5f }, new[] { 3f, 4f }, 0.2)]
    [InlineData(new[] { 0f, 0f }, new[] { 0f, 0f }, 0)]
    [InlineData(new[] { float.NaN, 4f }, new[] { 3f, 4f }, double.NaN)]
    public void L2_OfTwoVectors_IsTheDistanceOverTheExpectedNorm(float[] actual, float[] expected, double error) =>
        Assert.Equal(error, RelativeError.L2(actual, expected), 1e-7);
}
