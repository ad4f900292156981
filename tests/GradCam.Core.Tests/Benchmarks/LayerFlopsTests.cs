using GradCam.Benchmarks;
using GradCam.Core.Tests.Reference;
using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Benchmarks;

[Collection(nameof(WholeNetworks))]
public class LayerFlopsTests
{
    /// <summary>Multiplications and additions, in thousands of millions, as torchvision's documentation of its weights tells them.</summary>
    public static TheoryData<string, int, double> Published => new()
    {
        { "vgg16", 224, 15.47 },
        { "vgg19", 224, 19.63 },
        { "resnet50", 224, 4.09 },
        { "resnet101", 224, 7.8 },
        { "densenet121", 224, 2.83 },
        { "inception_v3", 299, 5.71 },
        { "mobilenet_v2", 224, 0.3 },
        { "shufflenet_v2", 224, 0.14 },
        { "convnext_tiny", 224, 4.46 },
        { "vit_b_16", 224, 17.56 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void OfForward_KnownNetwork_IsWhatTorchvisionPublishes(string name, int inputSize, double billions)
    {
        using nn.Module<Tensor, Tensor> network = NetworkCatalog.Find(name).Create(1000);
        ModuleWeights.Blank(network);
        network.eval();

        // Two operations for each; published to the hundredth, rounded or cut.
        Assert.InRange(LayerFlops.OfForward(network, inputSize) / 2e9, billions - 0.01, billions + 0.01);
    }

    [Fact]
    public void OfForward_SmallNetwork_IsTheSumByHand()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(
            nn.Conv2d(3, 8, 3, stride: 2, padding: 1), nn.Conv2d(8, 4, 3, padding: 1, groups: 2), nn.Flatten(), nn.Linear(64, 5));
        // 8 x 4 x 4 outputs of 3 x 9 products, 4 x 4 x 4 of 4 x 9, 5 of 64.
        Assert.Equal(2 * ((128 * 27) + (64 * 36) + (5 * 64)), LayerFlops.OfForward(network, 8));
    }
}
