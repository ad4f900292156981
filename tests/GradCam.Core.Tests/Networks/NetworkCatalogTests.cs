using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

public class NetworkCatalogTests
{
    public static TheoryData<string> Names => [.. NetworkCatalog.All.Select(network => network.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Create_GivesTorchvisionsModules_InItsOrder(string name)
    {
        using nn.Module<Tensor, Tensor> network = NetworkCatalog.Find(name).Create(1000);
        TorchvisionNetwork torchvision = TorchvisionNetwork.Of(name);
        string[] expected = [.. torchvision.Modules.Select(module => module.Name).Where(module => !torchvision.IsAuxiliary(module))];
        Assert.Equal(expected, ModuleTree.Walk(network).Skip(1).Select(module => module.Name));
    }

    [Theory, MemberData(nameof(Names))]
    public void Create_GivesTorchvisionsState_InItsOrderAndShapes(string name)
    {
        using nn.Module<Tensor, Tensor> network = NetworkCatalog.Find(name).Create(1000);
        TorchvisionNetwork torchvision = TorchvisionNetwork.Of(name);
        var expected = torchvision.State.Where(entry => !torchvision.IsAuxiliary(entry.Name)).ToArray();
        Assert.Equal(expected, ModuleTree.State(network)
            .Select(entry => (entry.Name, string.Join('x', entry.Tensor.shape), entry.Tensor.dtype.ToString().ToLowerInvariant())));
    }

    [Theory, MemberData(nameof(Names))]
    public void Create_ForTenClasses_ChangesTheClassifierAlone(string name)
    {
        NetworkDefinition definition = NetworkCatalog.Find(name);
        using nn.Module<Tensor, Tensor> thousand = definition.Create(1000), ten = definition.Create(10);
        var changed = ModuleTree.State(ten).Zip(ModuleTree.State(thousand))
            .Where(pair => !pair.First.Tensor.shape.SequenceEqual(pair.Second.Tensor.shape)).ToArray();
        Assert.Equal(definition.ClassifierWeight, changed[0].First.Name);
        Assert.All(changed, pair => Assert.StartsWith(definition.ClassifierWeight[..^"weight".Length], pair.First.Name));
        Assert.All(changed, pair => Assert.Equal(10, pair.First.Tensor.shape[0]));
    }

    [Theory, MemberData(nameof(Names))]
    public void Definition_SaysWhatTorchvisionsNetworkHas(string name)
    {
        NetworkDefinition definition = NetworkCatalog.Find(name);
        TorchvisionNetwork torchvision = TorchvisionNetwork.Of(name);
        long ofHead = torchvision.State
            .Where(entry => torchvision.IsAuxiliary(entry.Name) && !entry.Name.Contains("running") && !entry.Name.EndsWith("tracked", StringComparison.Ordinal))
            .Sum(entry => entry.Shape.Split('x').Aggregate(1L, (product, side) => product * long.Parse(side)));
        Assert.Equal(torchvision.Parameters - ofHead, definition.Parameters);
        string lastConvolution = torchvision.Modules.Last(module => module.Kind == "Conv2d" && !torchvision.IsAuxiliary(module.Name)).Name;
        Assert.Equal(LastConvolutionSaysLittle(name) ? definition.WholeMapLayer : lastConvolution, definition.DefaultLayer);
        Assert.Contains(torchvision.Modules, module => module.Name == definition.WholeMapLayer);
        Assert.Contains(torchvision.State, entry => entry.Name == definition.ClassifierWeight);
    }

    [Theory, MemberData(nameof(Names))]
    public void Create_CountsTheParametersOfItsDefinition(string name)
    {
        NetworkDefinition definition = NetworkCatalog.Find(name);
        using nn.Module<Tensor, Tensor> network = definition.Create(1000);
        Assert.Equal(definition.Parameters, network.parameters().Sum(parameter => parameter.numel()));
        Assert.All(ModuleTree.State(network), entry => Assert.Equal(TorchSharp.DeviceType.META, entry.Tensor.device_type));
    }

    [Theory]
    [InlineData("vgg", "vgg16")]
    [InlineData("resnet", "resnet50")]
    [InlineData("densenet", "densenet121")]
    [InlineData("inception", "inception_v3")]
    [InlineData("mobilenet_v2", "mobilenet_v2")]
    public void Find_TakesNamesAndAliases(string typed, string expected) => Assert.Equal(expected, NetworkCatalog.Find(typed).Name);

    [Fact]
    public void Find_OfAnUnknownName_SuggestsTheNearestAndSaysWhatIsWrong()
    {
        var error = Assert.Throws<UsageException>(() => NetworkCatalog.Find("resnet51"));
        Assert.Contains("'resnet51'", error.Message);
        Assert.Contains("did you mean resnet50", error.Message);
        Assert.Equal("network", error.Name);
    }

    [Theory]
    [InlineData("vgg16", 32)]
    [InlineData("densenet121", 29)]
    [InlineData("inception_v3", 75)]
    [InlineData("resnet50", 1)]
    [InlineData("mobilenet_v2", 1)]
    [InlineData("shufflenet_v2", 1)]
    [InlineData("alexnet", 63)]
    [InlineData("squeezenet1_0", 21)]
    [InlineData("squeezenet1_1", 17)]
    [InlineData("googlenet", 15)]
    [InlineData("convnext_tiny", 32)]
    [InlineData("swin_t", 4)]
    [InlineData("swin_v2_t", 4)]
    [InlineData("mobilenet_v3_small", 1)]
    [InlineData("efficientnet_v2_s", 1)]
    [InlineData("regnet_y_400mf", 1)]
    [InlineData("mnasnet0_5", 1)]
    public void MinimumInputSize_IsTheLastThatReachesTheLogits(string name, int size)
    {
        NetworkDefinition definition = NetworkCatalog.Find(name);
        Assert.Equal(size, definition.MinimumInputSize);
        using nn.Module<Tensor, Tensor> network = definition.Create(2);
        ModuleWeights.Blank(network);
        network.eval();
        using IDisposable withoutGradients = no_grad();
        using Tensor fits = zeros(1, 3, size, size), tooSmall = zeros(1, 3, size - 1, size - 1);
        using Tensor logits = network.call(fits);
        Assert.Equal([1, 2], logits.shape);
        Assert.ThrowsAny<Exception>(() => network.call(tooSmall));
    }

    /// <summary>The last convolution of these is their first layer, which makes tokens of patches.</summary>
    private static bool LastConvolutionSaysLittle(string network) =>
        network.StartsWith("vit", StringComparison.Ordinal) || network.StartsWith("swin", StringComparison.Ordinal);
}
