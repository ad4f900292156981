using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// ResNet of bottleneck blocks (He et al., arXiv 1512.03385, table 1), the stride on the 3 x 3 convolution as torchvision has it.
/// </summary>
internal sealed class ResNet : NetworkPart
{
    private readonly Chain layer1, layer2, layer3, layer4;
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Rectifier relu;
    private readonly MaxPool2d maxpool;
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly Linear fc;

    private ResNet(int[] blocks, int classes)
        : base(nameof(ResNet))
    {
        conv1 = Named("conv1", Convolution(3, 64, kernel: 7, stride: 2, padding: 3));
        bn1 = Named("bn1", Norm(64));
        relu = Named("relu", new Rectifier());
        maxpool = Named("maxpool", nn.MaxPool2d(3, stride: 2, padding: 1));
        layer1 = Named("layer1", Layer(64, 64, blocks[0], stride: 1));
        layer2 = Named("layer2", Layer(256, 128, blocks[1], stride: 2));
        layer3 = Named("layer3", Layer(512, 256, blocks[2], stride: 2));
        layer4 = Named("layer4", Layer(1024, 512, blocks[3], stride: 2));
        avgpool = Named("avgpool", nn.AdaptiveAvgPool2d(1));
        fc = Named("fc", Linear(2048, classes));
    }

    protected override Tensor Compute(Tensor x)
    {
        Tensor y = maxpool.call(relu.call(Normed(conv1, bn1, x)));
        y = layer4.call(layer3.call(layer2.call(layer1.call(y))));
        return fc.call(avgpool.call(y).flatten(1));
    }

    private static Chain Layer(int from, int width, int blocks, int stride) =>
        new(Enumerable.Range(0, blocks).Select(nn.Module<Tensor, Tensor> (i) =>
            i == 0 ? new Bottleneck(from, width, stride) : new Bottleneck(Bottleneck.Expansion * width, width, stride: 1)));

    private sealed class Bottleneck : NetworkPart
    {
        public const int Expansion = 4;

        private readonly Conv2d conv1, conv2, conv3;
        private readonly BatchNorm2d bn1, bn2, bn3;
        private readonly Rectifier relu;
        private readonly Chain? downsample;

        public Bottleneck(int from, int width, int stride)
            : base(nameof(Bottleneck))
        {
            int to = Expansion * width;
            conv1 = Named("conv1", Convolution(from, width, kernel: 1));
            bn1 = Named("bn1", Norm(width));
            conv2 = Named("conv2", Convolution(width, width, kernel: 3, stride: stride, padding: 1));
            bn2 = Named("bn2", Norm(width));
            conv3 = Named("conv3", Convolution(width, to, kernel: 1));
            bn3 = Named("bn3", Norm(to));
            relu = Named("relu", new Rectifier());
            if (stride != 1 || from != to)
            {
                downsample = Named("downsample", new Chain(Convolution(from, to, kernel: 1, stride: stride), Norm(to)));
            }
        }

        protected override Tensor Compute(Tensor x)
        {
            Tensor y = relu.call(Normed(conv1, bn1, x));
            y = relu.call(Normed(conv2, bn2, y));
            y = Normed(conv3, bn3, y);
            return relu.call(Rectify.AddIdentity(y, downsample?.call(x) ?? x));
        }
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        Define("resnet50", 25_557_032, [3, 4, 6, 3], [
            ("V1", "resnet50-0676ba61.pth", 97.781, 256), ("V2", "resnet50-11ad3fa6.pth", 97.790, 232)]) with { Aliases = ["resnet"] },
        Define("resnet101", 44_549_160, [3, 4, 23, 3], [
            ("V1", "resnet101-63fe2227.pth", 170.511, 256), ("V2", "resnet101-cd907fc2.pth", 170.530, 232)]),
    ];

    private static NetworkDefinition Define(
        string name, long parameters, int[] blocks, (string Version, string File, double Mebibytes, int Resize)[] weights) => new()
    {
        Name = name,
        DefaultLayer = "layer4.2.conv3",
        WholeMapLayer = "layer4",
        Parameters = parameters,
        Weights = [.. weights.Select(one => NetworkWeights.Of(name, one.Version, one.File, one.Mebibytes, Preprocessing.Crop(one.Resize)))],
        Create = classes => new ResNet(blocks, classes),
        ClassifierWeight = "fc.weight",
        Initial = new() { Convolution = InitialLaw.HeFanOut },
    };
}
