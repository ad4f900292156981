using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

public sealed class ActivationLayoutTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void ToMaps_OfChannelsLast_MovesThemForward()
    {
        Tensor output = arange(12).view(1, 2, 3, 2);
        Tensor maps = ActivationLayout.ChannelsLast.ToMaps(output);
        Assert.Equal([1, 2, 2, 3], maps.shape);
        Assert.Equal([0L, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11], maps.contiguous().data<long>().ToArray());
    }

    // A class token of 100s, then the places row by row; two channels.
    [Fact]
    public void ToMaps_OfTokens_LeavesTheFirstOutAndLaysRowByRow()
    {
        Tensor output = tensor(new float[] { 100, 100, 0, 10, 1, 11, 2, 12, 3, 13 }, [1, 5, 2]);
        Tensor maps = ActivationLayout.Tokens(1).ToMaps(output);
        Assert.Equal([1, 2, 2, 2], maps.shape);
        Assert.Equal([0f, 1, 2, 3, 10, 11, 12, 13], maps.contiguous().data<float>().ToArray());
    }

    /// <summary>[N, windows, places, C] has as many dimensions as maps have, and is none.</summary>
    [Theory]
    [InlineData("maxvit_t", "blocks.0.layers.0.layers.window_attention.attn_layer.1", false)]
    [InlineData("maxvit_t", "blocks.0.layers.0.layers.grid_attention.partition_op", false)]
    [InlineData("maxvit_t", "blocks.0.layers.0.layers.window_attention.departition_op", true)]
    [InlineData("maxvit_t", "blocks.0.layers.0.layers.MBconv", true)]
    [InlineData("swin_v2_t", "features.1.0.attn.cpb_mlp.0", false)]
    [InlineData("swin_v2_t", "features.1.0.attn", true)]
    public void LayoutOf_ALayerWithinAttention_IsNone(string network, string layer, bool hasMaps) =>
        Assert.Equal(hasMaps, NetworkCatalog.Find(network).LayoutOf(layer).Fits([1, 16, 49, 64]));

    public static TheoryData<string, long[]> Outputs => new()
    {
        { "first", [2, 3, 4, 5] },
        { "last", [2, 3, 4, 5] },
        { "tokens", [2, 11, 5] },
    };

    [Theory, MemberData(nameof(Outputs))]
    public void FromMaps_OfItsOwnMaps_IsTheOutput_AndGradientsFlowBothWays(string kind, long[] shape)
    {
        ActivationLayout layout = Layout(kind);
        Tensor output = rand(shape).requires_grad_();
        Tensor back = layout.FromMaps(layout.ToMaps(output), output);
        Assert.Equal(shape, back.shape);
        Assert.True(back.eq(output).all().item<bool>());
        Tensor weights = rand(shape);
        (back * weights).sum().backward();
        Assert.True(output.grad!.eq(weights).all().item<bool>());
    }

    [Theory, MemberData(nameof(Outputs))]
    public void ToMaps_IsAView(string kind, long[] shape)
    {
        Tensor output = zeros(shape);
        Layout(kind).ToMaps(output).fill_(1);
        Assert.Equal(kind == "tokens" ? 2 * 9 * 5 : output.numel(), output.sum().item<float>());
    }

    [Theory]
    [InlineData("first", new long[] { 1, 5, 2 }, false)]
    [InlineData("last", new long[] { 1, 5, 2, 3 }, true)]
    [InlineData("tokens", new long[] { 1, 11, 3 }, true)]
    [InlineData("tokens", new long[] { 1, 9, 3 }, false)]
    [InlineData("tokens", new long[] { 1, 2, 3 }, false)]
    [InlineData("tokens", new long[] { 1, 3, 4, 4 }, false)]
    public void Fits_SaysWhetherThereAreMaps(string kind, long[] shape, bool fits)
    {
        Assert.Equal(fits, Layout(kind).Fits(shape));
        if (!fits)
        {
            Assert.Throws<ArgumentException>(() => Layout(kind).ToMaps(zeros(shape)));
        }
    }

    private static ActivationLayout Layout(string kind) => kind switch
    {
        "first" => ActivationLayout.ChannelsFirst,
        "last" => ActivationLayout.ChannelsLast,
        _ => ActivationLayout.Tokens(2),
    };
}
