using GradCam.Core.Tests.Onnx;
using GradCam.Core.Tests.Reference;
using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Sources;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

/// <summary>Small models as several exporters write them, against the same networks in PyTorch, and against each other.</summary>
public sealed class OnnxFixtureTests(ITestOutputHelper output)
{
    public static TheoryData<string> WithFigures => [.. OnnxFigures.Names];

    public static TheoryData<string, string> Defaults => new()
    {
        { "conv_same_upper", "relu2" },
        { "ext", "relu" },
        { "keras_nhwc", "model/out_relu/Relu6:0" },
        { "keras_nchw", "model/out_relu/Relu6:0" },
        { "qdq", "r2" },
        { "dynshape", "pool" },
        { "baked1", "pool" },
        { "opset7", "some" },
        { "tiny_resnet_folded", "layer2.0.relu_1.Relu" },
        { "tiny_resnet_kept", "layer2.0.relu_1.Relu" },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { "refused_loop", "Loop (node 'v')" },
        { "refused_domain", "com.microsoft.FusedConv (node 'v')" },
        { "refused_two_inputs", "'x'" },
        { "refused_qlinear", "QLinearConv (node 'vq')" },
        { "refused_training", "node 'v' (BatchNormalization) is in training mode; export the model in evaluation mode, model.eval()" },
    };

    [Theory]
    [MemberData(nameof(WithFigures))]
    public void Model_OfEachExporter_GivesWhatPyTorchGives(string name)
    {
        OnnxFigures figures = OnnxFigures.Of(name);
        using Network network = NetworkSources.Open(OnnxFigures.Path($"{name}.onnx"), new LoadOptions { InputSize = OnnxFigures.Size });
        Recorded[] given = [.. Enumerable.Range(0, 2).Select(which => Record(network, which))];

        Check("logits", given.SelectMany(one => one.Logits));
        Check("activation", given.SelectMany(one => one.Layers[0].Activation));
        Check("gradient", given.SelectMany(one => one.Layers[0].Gradient));
        Check("input-gradient", given.SelectMany(one => one.InputGradient));

        void Check(string what, IEnumerable<float> values)
        {
            double distance = RelativeError.L2([.. values], [.. Grid(figures[what]).Numbers.Select(number => (float)number)]);
            output.WriteLine($"{name} {what}: {distance:e1}");
            Assert.True(distance <= Bound(name), $"{what}: {distance:e1}");
        }
    }

    [Theory]
    [MemberData(nameof(Defaults))]
    public void DefaultLayer_IsTheLastGridBeforeTheClassifier(string name, string layer)
    {
        using Network network = NetworkSources.Open(OnnxFigures.Path($"{name}.onnx"), new LoadOptions { InputSize = OnnxFigures.Size });

        Assert.Equal(layer, network.DefaultLayer);
    }

    [Theory]
    [InlineData("keras_nhwc", "keras_nchw", 1e-6)]
    [InlineData("qdq", "qdq_float", 0.05)]
    [InlineData("dynshape", "baked1", 1e-6)]
    [InlineData("tiny_resnet_folded", "tiny_resnet_kept", 1e-5)]
    [InlineData("tiny_attention_13", "tiny_attention_17", 1e-5)]
    public void Maps_OfTwoFormsOfANetwork_Agree(string one, string other, double bound)
    {
        double distance = RelativeError.L2(Map(one), Map(other));

        output.WriteLine($"{one} and {other}: {distance:e1}");
        Assert.True(distance <= bound, $"{distance:e1}");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Model_ThatIsNotSupported_IsRefusedByName(string name, string message)
    {
        CheckpointException failure = Assert.Throws<CheckpointException>(() => NetworkSources.Open(OnnxFigures.Path($"{name}.onnx"), new LoadOptions()).Dispose());

        output.WriteLine(failure.Message);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    private static Recorded Record(Network network, int which)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor picture = tensor(OnnxFigures.Picture(which), [1, 3, OnnxFigures.Size, OnnxFigures.Size]);
        return Recorded.Of(network.Module, picture, [network.DefaultLayer], network.LayoutOf, OnnxFigures.ClassId);
    }

    /// <summary>Tokens in rows as the grid that methods see.</summary>
    private static PlainArray Grid(PlainArray array) => array.Rank != 3 ? array : PlainArray.Make([array.Shape[0], array.Shape[2], 4, 4], place => array.At(place[0], (place[2] * 4) + place[3], place[1]));

    /// <summary>Sums in another order; norms that the exporter folded move some values to the other side of a rectifier's bend.</summary>
    private static double Bound(string name) => name == "tiny_resnet_folded" ? 1e-5 : 2e-6;

    private static float[] Map(string name)
    {
        using Explainer explainer = Explainer.Load(OnnxFigures.Path($"{name}.onnx"), new LoadOptions { InputSize = OnnxFigures.Size });
        byte[] pixels = [.. Enumerable.Range(0, 3 * OnnxFigures.Size * OnnxFigures.Size).Select(i => (byte)(i * 37))];
        Explanation explanation = explainer.Explain(new RgbImage(OnnxFigures.Size, OnnxFigures.Size, pixels), new ExplainOptions { Pictures = [], Methods = [new GradCamMethod()] });
        return [.. explanation.Maps["gradcam"].Values];
    }
}
