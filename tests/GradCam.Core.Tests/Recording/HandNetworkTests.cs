using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Recording;

/// <summary>Every expected number here was computed by hand; see <see cref="HandNetwork"/> for the activations.</summary>
public class HandNetworkTests
{
    private static readonly PassRequest Request = new() { Layers = ["conv"], InputGradient = true };

    [Fact]
    public void Run_OnHandNetwork_RecordsLogitsActivationAndGradient()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new HandNetwork();
        using Pass pass = Pass.Run(network, HandNetwork.Picture(), Request);
        Assert.Equal([55, -55], Values(pass.Logits));
        Assert.Equal([10, 18, 42, 50, 35, 27, 3, -5], Values(pass.Activation(0)));
        Assert.Equal([1, 1, 1, 1, -1, -1, -1, 0], Values(pass.LayerGradient([0])));
        Assert.Equal([-1, -1, -1, -1, 1, 1, 1, 0], Values(pass.LayerGradient([1])));
    }

    /// <summary>Class 0: 1 * (10, 18, 42, 50) - 0.75 * (35, 27, 3, -5). Class 1: the negative of it.</summary>
    [Theory]
    [InlineData(0, new[] { -16.25f, -2.25f, 39.75f, 53.75f })]
    [InlineData(1, new[] { 16.25f, 2.25f, -39.75f, -53.75f })]
    public void GradCam_OnHandNetwork_GivesTheHandsMap(int classId, float[] expected) =>
        Assert.Equal(expected, Map(classId, RecordedOutput.OwnOutput, new GradCamMethod()));

    /// <summary>Class 0: w = 4 * 1 / (2 + 120 * 1), 0. Class 1: w = 0, 3 * 1 / (2 + 65 * 1).</summary>
    [Theory]
    [InlineData(0, new[] { 40f / 122, 72f / 122, 168f / 122, 200f / 122 })]
    [InlineData(1, new[] { 105f / 67, 81f / 67, 9f / 67, -15f / 67 })]
    public void GradCamPlusPlus_OnHandNetwork_GivesTheHandsMap(int classId, float[] expected)
    {
        float[] map = Map(classId, RecordedOutput.OwnOutput, new GradCamPlusPlusMethod());
        Assert.Equal(expected.Length, map.Length);
        Assert.All(map.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    /// <summary>
    /// What the rectifier would leave in place is 0 where the convolution gave -5; the gradient stays the convolution's. The original's
    /// Grad-CAM++ is given less its minimum: 10 of channel 0, 0 of channel 1.
    /// </summary>
    [Theory]
    [InlineData(0, new[] { -16.25f, -2.25f, 39.75f, 50 }, new[] { 0f, 8, 32, 40 })]
    [InlineData(1, new[] { 16.25f, 2.25f, -39.75f, -50 }, new[] { 35f, 27, 3, 0 })]
    public void OriginalMaps_OnHandNetwork_UseWhatIsLeftInMemory(int classId, float[] gradCam, float[] plusPlus)
    {
        Assert.Equal(gradCam, Map(classId, RecordedOutput.LeftInMemory, new GradCamMethod()));
        Assert.Equal(plusPlus, Map(classId, RecordedOutput.LeftInMemory, new AnyPositivePlusPlusMethod()));
    }

    /// <summary>Channel by channel, for class 0: 1 * 1 and (-1) * (-1), the latter guarded away; for class 1: -1 * 1 and 1 * (-1).</summary>
    [Theory]
    [InlineData(0, (int)RectifierKinds.None, new[] { 2f, 2, 2, 1 })]
    [InlineData(0, (int)RectifierKinds.All, new[] { 1f, 1, 1, 1 })]
    [InlineData(1, (int)RectifierKinds.None, new[] { -2f, -2, -2, -1 })]
    [InlineData(1, (int)RectifierKinds.ReluModule, new[] { -1f, -1, -1, 0 })]
    [InlineData(1, (int)(RectifierKinds.ReluFunction | RectifierKinds.Relu6Module), new[] { -2f, -2, -2, -1 })]
    public void InputGradient_OnHandNetwork_GivesTheHandsNumbers(int classId, int guarded, float[] patches) =>
        AssertInputGradient(classId, new RectifierGuard(RectifierRule.Guided, (RectifierKinds)guarded), patches);

    /// <summary>
    /// Behind the rectifier the gradients are 1 and -1 channel by channel for class 0, the reverse for class 1: what is positive passes, also where the
    /// rectifier's input was -5. Then 1 * 1, or 1 * (-1).
    /// </summary>
    [Theory]
    [InlineData(0, (int)RectifierKinds.All, new[] { 1f, 1, 1, 1 })]
    [InlineData(1, (int)RectifierKinds.All, new[] { -1f, -1, -1, -1 })]
    [InlineData(1, (int)RectifierKinds.ReluFunction, new[] { -2f, -2, -2, -1 })]
    public void Deconvolution_OnHandNetwork_GivesTheHandsNumbers(int classId, int kinds, float[] patches) =>
        AssertInputGradient(classId, new RectifierGuard(RectifierRule.Deconvolution, (RectifierKinds)kinds), patches);

    [Fact]
    public void Run_WithTheFrameworksRelu_GivesMapsAndCallsNoRectifier()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new HandNetwork(nn.ReLU());
        using Pass pass = Pass.Run(network, HandNetwork.Picture(), Request);
        using Tensor gradient = pass.LayerGradient([0]);
        Assert.Equal(RectifierKinds.None, pass.RectifiersCalled);
        Assert.Equal([-16.25f, -2.25f, 39.75f, 53.75f], Values(new GradCamMethod().Compute(PassReading.Context(pass.Activation(0), gradient))));
    }

    [Fact]
    public void Run_OnALayerThatIsNotCalled_SaysSo()
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new HandNetwork();
        var request = new PassRequest { Layers = ["unused"], DefaultLayer = "conv" };
        LayerException failure = Assert.Throws<LayerException>(() => Pass.Run(network, HandNetwork.Picture(), request));
        Assert.Equal("layer 'unused' takes no part in a forward pass, so it has no map; the default layer is conv", failure.Message);
    }

    private static void AssertInputGradient(int classId, RectifierGuard guard, float[] patches)
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new HandNetwork();
        using Pass pass = Pass.Run(network, HandNetwork.Picture(), Request);
        using Tensor gradient = pass.InputGradient([classId], guard);
        (float a, float b, float c, float d) = (patches[0], patches[1], patches[2], patches[3]);
        Assert.Equal([a, a, b, b, a, a, b, b, c, c, d, d, c, c, d, d], Values(gradient));
    }

    private static float[] Map(int classId, RecordedOutput recorded, IAttributionMethod method)
    {
        using DisposeScope scope = NewDisposeScope();
        using var network = new HandNetwork();
        using Pass pass = Pass.Run(network, HandNetwork.Picture(), new PassRequest { Layers = ["conv"], Recorded = recorded });
        using Tensor gradient = pass.LayerGradient([classId], last: true);
        return Values(method.Compute(PassReading.Context(pass.Activation(0), gradient)));
    }

    private static float[] Values(Tensor tensor)
    {
        using Tensor values = tensor.detach().contiguous();
        return values.data<float>().ToArray();
    }
}
