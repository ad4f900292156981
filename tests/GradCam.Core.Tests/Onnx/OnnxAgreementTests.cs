using GradCam.Checkpoints;
using GradCam.Core.Tests.Imaging;
using GradCam.Core.Tests.Reference;
using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Onnx;

/// <summary>Every method on an exported network against the same on the catalogue's own; and what a model leaves behind.</summary>
[Collection(nameof(WholeNetworks))]
public sealed class OnnxAgreementTests : IDisposable
{
    private const string Graph = "shufflenet_v2_x0_5-13", Network = "shufflenet_v2_x0_5";

    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-onnx-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Methods_WithoutPassesOfTheirOwn_GiveWhatTheyGiveOfTheCataloguesNetwork()
    {
        IAttributionMethod[] methods = [.. MethodCatalog.All.Where(method => method.Needs is { OwnPasses: false, Attentions: false })];
        var options = new ExplainOptions { Pictures = [], Methods = methods, Layers = ["conv5.0", "conv5"], Targets = [1, 2] };
        Question[] question = [new(TestPictures.Pattern())];
        string checkpoint = WriteCheckpoint();
        using var own = Explainer.Load(checkpoint, new LoadOptions { Network = Network, FoldNorms = false, Fit = PictureFit.Squash });
        using var model = Explainer.Load(ExportedGraphs.Write(folder, Graph));
        IReadOnlyList<Explanation> expected = own.Explain(question, options), actual = model.Explain(question, options);
        Assert.Equal(expected.Count, actual.Count);
        foreach ((Explanation one, Explanation other) in expected.Zip(actual))
        {
            Assert.Equal(one.Logits.AsEnumerable(), other.Logits);
            Assert.All(one.Maps, map => Assert.True(RelativeError.L2([.. other.Maps[map.Key].Values], [.. map.Value.Values]) <= 1e-5, map.Key));
        }
    }

    [Fact]
    public void Load_RunAndFreedManyTimes_LeavesNoTensor()
    {
        string path = new TinyModel { Batch = 2, Behind = ["Sigmoid"] }.Write(folder);
        RgbImage picture = TestPictures.Pattern();
        TestAssembly.AssertLeavesNoTensor(() =>
        {
            using var explainer = Explainer.Load(path);
            explainer.Explain(picture, new ExplainOptions { Methods = [MethodCatalog.Find("fullgrad")] });
        });
    }

    [Fact]
    public void Load_ThatFails_LeavesNoTensor()
    {
        string[] paths = [Damaged(300), Damaged(700), new TinyModel { LinearWeight = "nothing" }.Write(folder, "nothing")];
        TestAssembly.Settle();
        long before = Tensor.TotalCount;
        foreach (string path in paths)
        {
            Assert.Throws<CheckpointException>(() => Explainer.Load(path));
            Assert.Equal(before, Tensor.TotalCount);
        }
    }

    private string Damaged(int length)
    {
        string path = Path.Combine(folder, $"{length}.onnx");
        File.WriteAllBytes(path, new TinyModel().ToBytes()[..length]);
        return path;
    }

    private string WriteCheckpoint()
    {
        using nn.Module<Tensor, Tensor> empty = NetworkCatalog.Find(Network).Create(1000);
        Dictionary<string, Tensor> weights = NetworkMeasurement.Checkpoint(empty, NetworkFigures.Of(Network));
        string path = Path.Combine(folder, "own.safetensors");
        SafetensorsWriter.Write(path, weights);
        weights.Values.ToList().ForEach(weight => weight.Dispose());
        return path;
    }
}
