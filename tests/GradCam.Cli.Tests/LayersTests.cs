namespace GradCam.Cli.Tests;

[Collection(SmallCheckpoints.Collection)]
public class LayersTests(SmallCheckpoints checkpoints)
{
    [Fact]
    public void Layers_OfANetworkWhoseLastConvolutionIsABranch_SaysSo()
    {
        CallResult result = Workplace.Call("layers", "--network", "densenet");

        Assert.Equal(["Conv2d", "[32,7,7]", "default"], Row(result, "features.denseblock4.denselayer16.conv2")[1..]);
        Assert.Equal(["features.norm5", "BatchNorm2d", "[1024,7,7]", "whole map"], Row(result, "features.norm5"));
        Assert.Contains(result.OutputLines, line => line.Contains("32 of 1024 channels", StringComparison.Ordinal));
        Assert.Contains(result.OutputLines, line => line.Contains("not rectified", StringComparison.Ordinal));
    }

    [Fact]
    public void Layers_OfInceptionV3_GiveTheShareOfItsLastConvolution()
    {
        CallResult result = Workplace.Call("layers", "--network", "inception_v3");

        Assert.Contains(result.OutputLines, line => line.Contains("192 of 2048 channels", StringComparison.Ordinal));
        Assert.Contains(result.OutputLines, line => line.StartsWith("Mixed_7c gives the whole final map, rectified", StringComparison.Ordinal));
    }

    [Fact]
    public void Layers_OfAResidualBlock_ShowARectifierOnceWithItsCalls()
    {
        CallResult result = Workplace.Call("layers");

        Assert.Equal(["layer4.2.relu", "ReLU", "[2048,7,7]", "called 3 times"], Row(result, "layer4.2.relu"));
        Assert.Equal(["layer4.2.conv3", "Conv2d", "[2048,7,7]", "default"], Row(result, "layer4.2.conv3"));
        Assert.Contains(result.OutputLines, line => line.Contains("last call", StringComparison.Ordinal));
    }

    [Fact]
    public void Layers_OfACheckpoint_HaveItsClassesNetworkAndInputSize()
    {
        CallResult result = Workplace.Call("layers", "--weight-path", checkpoints.Named);

        Assert.Equal(["fc", "Linear", "[3]"], Row(result, "fc"));
        Assert.Equal(["conv5.0", "Conv2d", "[1024,2,2]", "default"], Row(result, "conv5.0"));
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
    }

    [Fact]
    public void Layers_OfACheckpointOfAnotherNetwork_AreRefused() =>
        Workplace.Call("layers", "--weight-path", checkpoints.Named, "--network", "vgg16").AssertFailed(2, "shufflenet_v2", "vgg16");

    private static string[] Row(CallResult result, string layer) =>
        Assert.Single(result.OutputLines, line => line.StartsWith(layer + "  ", StringComparison.Ordinal))
            .Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [Theory]
    [InlineData("vit_b_16", "encoder.layers.encoder_layer_11.ln_1", "[768,14,14]")]
    [InlineData("swin_t", "norm", "[768,7,7]")]
    public void Layers_OfATransformer_ShowTheShapeThatMethodsSee(string network, string layer, string shape)
    {
        CallResult result = Workplace.Call("layers", "--network", network);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(shape, result.OutputLines.Single(line => line.StartsWith($"{layer} ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains($"The default layer of {network} is {layer}.", result.OutputLines);
    }
}
