using GradCam.Core.Tests.Methods;
using GradCam.Core.Tests.Reference;
using GradCam.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Onnx;

/// <summary>Passes of a graph from a layer on against whole passes in which the layer's output is replaced.</summary>
[Collection(nameof(WholeNetworks))]
public sealed class OnnxCutTests : IDisposable
{
    /// <summary>The number of pictures in a convolution changes the last bits of its sums.</summary>
    private const double Bound = 1e-5;

    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-onnx-").FullName;

    /// <summary>Concatenations in a graph of one picture, a residual sum in one of any number; with GRADCAM_ALL_NETWORKS=1 factors, sums and windows too.</summary>
    public static TheoryData<string, string> Layers
    {
        get
        {
            var layers = new TheoryData<string, string> { { "shufflenet_v2_x0_5-13", "stage4.2" }, { "mnasnet0_5-13-dynamic", "layers.12.1" } };
            if (Environment.GetEnvironmentVariable("GRADCAM_ALL_NETWORKS") is "1")
            {
                layers.Add("efficientnet_b0-16-dynamic", "features.6.1.block.1");
                layers.Add("resnet18-17-dynamic", "layer4.0.relu.Relu");
                layers.Add("swin_t-17", "features.5.1");
                layers.Add("maxvit_t-13", "blocks.2.layers.0.layers.MBconv");
            }

            return layers;
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, MemberData(nameof(Layers))]
    public void ScoresFrom_ALayerOfAGraph_AreThoseOfWholePasses(string graph, string layer)
    {
        using DisposeScope scope = NewDisposeScope();
        using Network network = NetworkSources.Open(ExportedGraphs.Write(folder, graph), new LoadOptions());
        string value = Assert.Single(network.LayersCalled(layer));
        using Tensor input = FormulaPicture.Input(network.Facts.Preprocessing.InputSize);
        // A network that is not known as the project's own is never cut.
        var foreign = new Network(network.Module, network.Facts) { LayoutOf = network.LayoutOf, LayersCalled = network.LayersCalled, MaxBatch = network.MaxBatch };
        (float[] whole, string? remark) = ScaledLayer.Scores(foreign, input, 1, value);
        (float[] cut, string? cutRemark) = ScaledLayer.Scores(network, input, 1, value);
        Assert.InRange(RelativeError.L2(cut, whole), 0, Bound);
        Assert.Equal(ScaledLayer.Outputs, whole.Distinct().Count());
        Assert.NotNull(remark);
        Assert.Null(cutRemark);
    }

    [Fact]
    public void ScoresFrom_ALayerOfAGraph_RunsOnlyWhatDependsOnIt()
    {
        using DisposeScope scope = NewDisposeScope();
        using Network network = NetworkSources.Open(new TinyModel().Write(folder), new LoadOptions());
        (string Name, nn.Module Module)[] values = [.. network.Module.named_children()];
        int layer = Array.FindIndex(values, value => value.Name == network.DefaultLayer);
        int[] calls = new int[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int at = i;
            ((nn.Module<Tensor, Tensor>)values[i].Module).register_forward_hook((_, _, output) =>
            {
                calls[at]++;
                return output;
            });
        }

        using Tensor input = FormulaPicture.Input(network.Facts.Preprocessing.InputSize);
        ScaledLayer.Scores(network, input, 1, network.DefaultLayer!);
        // To see the layer, to measure memory, and to keep what comes before it; then to look whether copies agree, and for the outputs.
        Assert.All(calls[..layer], count => Assert.Equal(3, count));
        Assert.All(calls[layer..], count => Assert.Equal(5, count));
    }
}
