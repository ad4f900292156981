using GradCam.Core.Tests.Networks;
using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Recording;

public class LayerTableTests
{
    private static readonly string[] Leaves =
        ["Conv2d", "BatchNorm2d", "ReLU", "ReLU6", "MaxPool2d", "AvgPool2d", "AdaptiveAvgPool2d", "Dropout", "Linear"];

    [Theory]
    [InlineData("vgg16")]
    [InlineData("resnet50")]
    [InlineData("densenet121")]
    [InlineData("inception_v3")]
    [InlineData("mobilenet_v2")]
    [InlineData("shufflenet_v2")]
    public void Read_GivesTheCallsAndShapesOfTorchvisionsOwnPass(string name)
    {
        var expected = TorchvisionNetwork.Of(name).Modules
            .Where(module => !module.Name.StartsWith(TorchvisionNetwork.AuxiliaryHead, StringComparison.Ordinal)).ToArray();
        IReadOnlyList<LayerRow> rows = LayerTable.Read(NetworkCatalog.Find(name), 224);
        Assert.Equal(
            expected.Select(module => (module.Name, module.Calls, module.Shape)),
            rows.Select(row => (row.Name, row.Calls, row.Shape is null ? "" : string.Join('x', row.Shape))));
        Assert.All(
            expected.Zip(rows).Where(pair => Leaves.Contains(pair.First.Kind)),
            pair => Assert.Equal((pair.First.Name, pair.First.Kind), (pair.Second.Name, pair.Second.Kind)));
    }

    [Fact]
    public void Read_LeavesTheNetworkAsItWasFound()
    {
        using var frozen = nn.BatchNorm2d(3);
        using var network = nn.Sequential(("norm", nn.BatchNorm2d(3)), ("frozen", frozen), ("flatten", nn.Flatten()));
        network.train();
        frozen.eval();
        LayerTable.Read(network, 4);
        Assert.Equal([true, true, false, true], ModuleTree.Walk(network).Select(entry => entry.Module.training));
        using Tensor x = ones(1, 3, 4, 4), y = network.call(x);
        Assert.Equal(1, ((TorchSharp.Modules.BatchNorm2d)ModuleTree.Walk(network).ElementAt(1).Module).num_batches_tracked!.item<long>());
    }

    [Fact]
    public void Read_BelowTheSmallestInputSize_SaysTheSize()
    {
        var error = Assert.Throws<UsageException>(() => LayerTable.Read(NetworkCatalog.Find("inception"), 74));
        Assert.Contains("75", error.Message);
    }
}
