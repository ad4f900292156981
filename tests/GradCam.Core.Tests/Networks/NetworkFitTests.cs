using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

public sealed class NetworkFitTests
{
    public static TheoryData<string> Names => [.. NetworkCatalog.All.Select(definition => definition.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Only_OfTheTensorsOfEachNetwork_IsThatNetwork(string name)
    {
        using nn.Module<Tensor, Tensor> network = NetworkCatalog.Find(name).Create(7);
        Dictionary<string, Tensor> tensors = ModuleTree.State(network).ToDictionary(entry => entry.Name, entry => entry.Tensor);

        Assert.True(NetworkFit.HasAsMany(NetworkCatalog.Find(name), tensors));
        Assert.Equal(name, NetworkFit.Only(tensors, "a.pth").Name);
    }

    [Fact]
    public void Only_OfTensorsOfNoNetwork_SaysThatNoneFits()
    {
        using Tensor weight = zeros([7, 512]);

        CheckpointException failure = Assert.Throws<CheckpointException>(
            () => NetworkFit.Only(new Dictionary<string, Tensor> { ["fc.weight"] = weight }, "a.pth"));

        Assert.StartsWith("a.pth: does not say which network it holds", failure.Message, StringComparison.Ordinal);
    }
}
