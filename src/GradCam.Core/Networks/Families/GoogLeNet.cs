using TorchSharp.Modules;
using static TorchSharp.torch;
using Step = GradCam.Networks.RectifiedConvolution;

namespace GradCam.Networks;

/// <summary>
/// GoogLeNet (Szegedy et al., arXiv 1409.4842, table 1) as torchvision has it: with batch normalisations, a 3 x 3 kernel where the
/// paper has 5 x 5, and here without the auxiliary heads, which take no part in evaluation.
/// </summary>
internal sealed class GoogLeNet : NetworkPart
{
    private readonly List<nn.Module<Tensor, Tensor>> trunk = [];
    private readonly Dropout dropout;
    private readonly Linear fc;

    public GoogLeNet(int classes)
        : base(nameof(GoogLeNet))
    {
        Then("conv1", new Step(3, 64, 7, stride: 2, padding: 3));
        Then("maxpool1", Pooling(3));
        Then("conv2", new Step(64, 64, 1));
        Then("conv3", new Step(64, 192, 3, padding: 1));
        Then("maxpool2", Pooling(3));
        Then("inception3a", new Inception(192, 64, (96, 128), (16, 32), 32));
        Then("inception3b", new Inception(256, 128, (128, 192), (32, 96), 64));
        Then("maxpool3", Pooling(3));
        Then("inception4a", new Inception(480, 192, (96, 208), (16, 48), 64));
        Then("inception4b", new Inception(512, 160, (112, 224), (24, 64), 64));
        Then("inception4c", new Inception(512, 128, (128, 256), (24, 64), 64));
        Then("inception4d", new Inception(512, 112, (144, 288), (32, 64), 64));
        Then("inception4e", new Inception(528, 256, (160, 320), (32, 128), 128));
        Then("maxpool4", Pooling(2));
        Then("inception5a", new Inception(832, 256, (160, 320), (32, 128), 128));
        Then("inception5b", new Inception(832, 384, (192, 384), (48, 128), 128));
        Then("avgpool", nn.AdaptiveAvgPool2d(1));
        dropout = Named("dropout", nn.Dropout(0.2));
        fc = Named("fc", Linear(1024, classes));
    }

    protected override Tensor Compute(Tensor x)
    {
        foreach (nn.Module<Tensor, Tensor> part in trunk)
        {
            x = part.call(x);
        }

        return fc.call(dropout.call(x.flatten(1)));
    }

    private static MaxPool2d Pooling(int kernel) => nn.MaxPool2d(kernel, stride: 2, ceil_mode: true);

    private void Then(string name, nn.Module<Tensor, Tensor> part) => trunk.Add(Named(name, part));

    /// <summary>Four branches side by side, concatenated over channels (arXiv 1409.4842, figure 2b).</summary>
    private sealed class Inception : NetworkPart
    {
        private readonly nn.Module<Tensor, Tensor>[] branches;

        public Inception(int from, int direct, (int Reduced, int To) third, (int Reduced, int To) fifth, int pooled)
            : base(nameof(Inception)) => branches =
        [
            Named("branch1", new Step(from, direct, 1)),
            Named("branch2", new Chain(new Step(from, third.Reduced, 1), new Step(third.Reduced, third.To, 3, padding: 1))),
            Named("branch3", new Chain(new Step(from, fifth.Reduced, 1), new Step(fifth.Reduced, fifth.To, 3, padding: 1))),
            Named("branch4", new Chain(nn.MaxPool2d(3, stride: 1, padding: 1, ceil_mode: true), new Step(from, pooled, 1))),
        ];

        protected override Tensor Compute(Tensor x) => cat([.. branches.Select(branch => branch.call(x))], 1);
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        new()
        {
            Name = "googlenet",
            Family = "GoogLeNet",
            DefaultLayer = "inception5b.branch4.1.conv",
            WholeMapLayer = "inception5b",
            Parameters = 6_624_904,
            MinimumInputSize = 15,
            HasTransformInput = true,
            Weights = Listing.Of("googlenet", [new("V1", "googlenet-1378be20.pth", 49.8, 256)]),
            Create = classes => new GoogLeNet(classes),
            ClassifierWeight = "fc.weight",
            IgnoredPrefix = "aux",
            Initial = new() { Convolution = InitialLaw.Normal001, Linear = InitialLaw.Normal001 },
        },
    ];
}
