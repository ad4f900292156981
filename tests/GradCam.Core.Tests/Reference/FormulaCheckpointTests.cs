using System.Security.Cryptography;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Reference;

/// <summary>Compares with numbers that the Python script of the reference figures printed.</summary>
public class FormulaCheckpointTests
{
    private static readonly (string Name, long[] Shape)[] SmallNetwork =
    [
        ("conv.weight", [4, 3, 3, 3]), ("conv.bias", [4]),
        ("bn.weight", [4]), ("bn.bias", [4]), ("bn.running_mean", [4]), ("bn.running_var", [4]), ("bn.num_batches_tracked", []),
        ("fc.weight", [2, 5]), ("fc.bias", [2]),
    ];

    [Theory]
    [InlineData(0, "conv.weight", new[] { -0.4001443f, -0.15874858f, 0.3592332f }, -0.15265201032161713)]
    [InlineData(0, "conv.bias", new[] { -0.085685454f, 0.04446124f, 0.08913113f }, -0.05517830699682236)]
    [InlineData(0, "bn.weight", new[] { 0.9075697f, 0.54535884f, 0.86538714f }, 0.8953803181648254)]
    [InlineData(0, "bn.bias", new[] { -0.027566362f, 0.053522646f, -0.043708168f }, -0.07348762452602386)]
    [InlineData(0, "bn.running_mean", new[] { 0.03406036f, -0.02972443f, 0.024159323f }, 0.014299261383712292)]
    [InlineData(0, "bn.running_var", new[] { 0.59238994f, 1.4991591f, 1.4968632f }, 0.9290968179702759)]
    [InlineData(0, "fc.weight", new[] { 0.7593714f, -0.24465348f, -1.0190351f }, -0.44045859575271606)]
    [InlineData(0, "fc.bias", new[] { -0.05344212f, 0.046876036f }, 0.04687603563070297)]
    [InlineData(7, "conv.weight", new[] { -0.32081935f, 0.019247454f, -0.3518864f }, 0.35214710235595703)]
    [InlineData(7, "conv.bias", new[] { -0.0460212f, 0.059052836f, 0.09879438f }, 0.024929070845246315)]
    [InlineData(7, "bn.weight", new[] { 1.1036422f, 1.0579269f, 0.5532692f }, 0.5704818964004517)]
    [InlineData(7, "bn.running_mean", new[] { -0.008053148f, 0.005339897f, -0.0021915555f }, 0.058715738356113434)]
    [InlineData(7, "fc.weight", new[] { -0.70138824f, 0.8727312f, 0.48658186f }, 0.05381708964705467)]
    public void Of_SmallNetwork_GivesPythonsBits(int seed, string name, float[] first, double last)
    {
        using DisposeScope scope = NewDisposeScope();
        float[] values = FormulaCheckpoint.Of(SmallNetwork, seed)[name].data<float>().ToArray();
        Assert.Equal(first, values[..first.Length]);
        Assert.Equal((float)last, values[^1]);
    }

    [Fact]
    public void Of_NumberOfBatches_IsAnInt64ScalarZero()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor batches = FormulaCheckpoint.Of(SmallNetwork)["bn.num_batches_tracked"];
        Assert.Equal(ScalarType.Int64, batches.dtype);
        Assert.Empty(batches.shape);
        Assert.Equal(0, batches.item<long>());
    }

    [Fact]
    public void Of_TensorOfSeveralChunks_GivesPythonsBitsThroughout()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = FormulaCheckpoint.Of([("features.28.weight", [512, 512, 3, 3])]).Values.Single();
        Assert.Equal("a27a7d8a0e7e6410cdc5116cbdc61df784d582fe8b547315133a8de2e934bf83", Convert.ToHexStringLower(SHA256.HashData(weight.bytes)));
    }

    [Theory]
    [InlineData(0, 0, 0, 1.1572052f)]
    [InlineData(1, 10, 20, 1.9897594f)]
    [InlineData(2, 223, 223, 1.9114783f)]
    [InlineData(0, 100, 7, 0.80077934f)]
    [InlineData(2, 5, 200, -1.7504792f)]
    [InlineData(1, 223, 0, 1.9102013f)]
    public void Input_Pixel_IsPythonsWithinOneRounding(int channel, int y, int x, float expected)
    {
        using Tensor input = FormulaPicture.Input();
        Assert.Equal([1, 3, 224, 224], input.shape);
        using Tensor pixel = input[0, channel, y, x];
        Assert.Equal(expected, pixel.item<float>(), 3e-7f);
    }
}
