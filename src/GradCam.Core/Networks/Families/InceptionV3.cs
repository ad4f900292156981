using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// Inception v3 (Szegedy et al., arXiv 1512.00567) as torchvision has it, without the auxiliary head: it takes no part in
/// evaluation, and in training mode this network gives its logits alone.
/// </summary>
internal sealed class InceptionV3 : NetworkPart
{
    private readonly List<nn.Module<Tensor, Tensor>> trunk = [];
    private readonly Linear fc;

    public InceptionV3(int classes)
        : base(nameof(InceptionV3))
    {
        Then("Conv2d_1a_3x3", new RectifiedConvolution(3, 32, 3, stride: 2));
        Then("Conv2d_2a_3x3", new RectifiedConvolution(32, 32, 3));
        Then("Conv2d_2b_3x3", new RectifiedConvolution(32, 64, 3, padding: 1));
        Then("maxpool1", nn.MaxPool2d(3, stride: 2));
        Then("Conv2d_3b_1x1", new RectifiedConvolution(64, 80, 1));
        Then("Conv2d_4a_3x3", new RectifiedConvolution(80, 192, 3));
        Then("maxpool2", nn.MaxPool2d(3, stride: 2));
        Then("Mixed_5b", InceptionBlocks.A(192, poolWidth: 32));
        Then("Mixed_5c", InceptionBlocks.A(256, poolWidth: 64));
        Then("Mixed_5d", InceptionBlocks.A(288, poolWidth: 64));
        Then("Mixed_6a", InceptionBlocks.B(288));
        Then("Mixed_6b", InceptionBlocks.C(768, width: 128));
        Then("Mixed_6c", InceptionBlocks.C(768, width: 160));
        Then("Mixed_6d", InceptionBlocks.C(768, width: 160));
        Then("Mixed_6e", InceptionBlocks.C(768, width: 192));
        Then("Mixed_7a", InceptionBlocks.D(768));
        Then("Mixed_7b", InceptionBlocks.E(1280));
        Then("Mixed_7c", InceptionBlocks.E(2048));
        Then("avgpool", nn.AdaptiveAvgPool2d(1));
        Then("dropout", nn.Dropout(0.5));
        fc = Named("fc", Linear(2048, classes));
    }

    protected override Tensor Compute(Tensor x)
    {
        foreach (nn.Module<Tensor, Tensor> part in trunk)
        {
            x = part.call(x);
        }

        return fc.call(x.flatten(1));
    }

    private void Then(string name, nn.Module<Tensor, Tensor> part) => trunk.Add(Named(name, part));

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        new()
        {
            Name = "inception_v3",
            Family = "Inception",
            Aliases = ["inception"],
            DefaultLayer = "Mixed_7c.branch_pool.conv",
            WholeMapLayer = "Mixed_7c",
            Parameters = 23_834_568,
            MinimumInputSize = 75,
            HasTransformInput = true,
            Weights = Listing.Of("inception_v3", new Listing("V1", "inception_v3_google-0cc3c7bd.pth", 103.903, 342, 299)),
            Preprocessing = Preprocessing.ImageNet,
            Create = classes => new InceptionV3(classes),
            ClassifierWeight = "fc.weight",
            IgnoredPrefix = "AuxLogits.",
            Initial = new() { Convolution = InitialLaw.Normal01, Linear = InitialLaw.Normal01 },
        },
    ];
}
