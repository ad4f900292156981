using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// ResNet (He et al., arXiv 1512.03385, table 1), the stride on the 3 x 3 convolution as torchvision has it; with its kin, whose 3 x 3
/// convolutions are grouped (ResNeXt, arXiv 1611.05431) or wide (Wide ResNet, arXiv 1605.07146).
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

    private ResNet(Shape shape, int classes)
        : base(nameof(ResNet))
    {
        conv1 = Named("conv1", Convolution(3, 64, kernel: 7, stride: 2, padding: 3));
        bn1 = Named("bn1", Norm(64));
        relu = Named("relu", new Rectifier());
        maxpool = Named("maxpool", nn.MaxPool2d(3, stride: 2, padding: 1));
        int channels = 64;
        layer1 = Named("layer1", Layer(shape, 0, ref channels));
        layer2 = Named("layer2", Layer(shape, 1, ref channels));
        layer3 = Named("layer3", Layer(shape, 2, ref channels));
        layer4 = Named("layer4", Layer(shape, 3, ref channels));
        avgpool = Named("avgpool", nn.AdaptiveAvgPool2d(1));
        fc = Named("fc", Linear(channels, classes));
    }

    protected override Tensor Compute(Tensor x)
    {
        Tensor y = maxpool.call(relu.call(Normed(conv1, bn1, x)));
        y = layer4.call(layer3.call(layer2.call(layer1.call(y))));
        return fc.call(avgpool.call(y).flatten(1));
    }

    private static Chain Layer(Shape shape, int number, ref int channels)
    {
        List<nn.Module<Tensor, Tensor>> blocks = [];
        int planes = 64 << number, inner = planes * shape.GroupWidth / 64 * shape.Groups, to = planes * (shape.IsBasic ? 1 : 4);
        for (int i = 0; i < shape.Blocks[number]; i++)
        {
            int stride = i == 0 && number > 0 ? 2 : 1;
            blocks.Add(shape.IsBasic ? new BasicBlock(channels, to, stride) : new Bottleneck(channels, inner, to, stride, shape.Groups));
            channels = to;
        }

        return new Chain(blocks);
    }

    private static Chain? Downsample(int from, int to, int stride) =>
        stride == 1 && from == to ? null : NormedConvolution(from, to, kernel: 1, activation: null, stride);

    /// <summary>What the networks of this family differ in.</summary>
    /// <param name="Blocks">Blocks of each of the four layers.</param>
    private sealed record Shape(int[] Blocks)
    {
        /// <summary>Whether a block is two 3 x 3 convolutions, not a bottleneck of three.</summary>
        public bool IsBasic { get; init; }

        /// <summary>Groups of a bottleneck's 3 x 3 convolution.</summary>
        public int Groups { get; init; } = 1;

        /// <summary>Channels of a group in the first layer.</summary>
        public int GroupWidth { get; init; } = 64;
    }

    private sealed class BasicBlock : NetworkPart
    {
        private readonly Conv2d conv1, conv2;
        private readonly BatchNorm2d bn1, bn2;
        private readonly Rectifier relu;
        private readonly Chain? downsample;

        public BasicBlock(int from, int to, int stride)
            : base(nameof(BasicBlock))
        {
            conv1 = Named("conv1", Convolution(from, to, kernel: 3, stride: stride, padding: 1));
            bn1 = Named("bn1", Norm(to));
            relu = Named("relu", new Rectifier());
            conv2 = Named("conv2", Convolution(to, to, kernel: 3, padding: 1));
            bn2 = Named("bn2", Norm(to));
            downsample = Downsample(from, to, stride) is { } chain ? Named("downsample", chain) : null;
        }

        protected override Tensor Compute(Tensor x)
        {
            Tensor y = Normed(conv2, bn2, relu.call(Normed(conv1, bn1, x)));
            return relu.call(Rectify.AddIdentity(y, downsample?.call(x) ?? x));
        }
    }

    private sealed class Bottleneck : NetworkPart
    {
        private readonly Conv2d conv1, conv2, conv3;
        private readonly BatchNorm2d bn1, bn2, bn3;
        private readonly Rectifier relu;
        private readonly Chain? downsample;

        public Bottleneck(int from, int inner, int to, int stride, int groups)
            : base(nameof(Bottleneck))
        {
            conv1 = Named("conv1", Convolution(from, inner, kernel: 1));
            bn1 = Named("bn1", Norm(inner));
            conv2 = Named("conv2", Convolution(inner, inner, kernel: 3, stride: stride, padding: 1, groups: groups));
            bn2 = Named("bn2", Norm(inner));
            conv3 = Named("conv3", Convolution(inner, to, kernel: 1));
            bn3 = Named("bn3", Norm(to));
            relu = Named("relu", new Rectifier());
            downsample = Downsample(from, to, stride) is { } chain ? Named("downsample", chain) : null;
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
        Define("resnet50", 25_557_032, new Shape([3, 4, 6, 3]),
            [new("V1", "resnet50-0676ba61.pth", 97.781, 256),
            new("V2", "resnet50-11ad3fa6.pth", 97.8, 232)])
            with { Aliases = ["resnet"], Preprocessing = Preprocessing.ImageNet },
        Define("resnet101", 44_549_160, new Shape([3, 4, 23, 3]),
            [new("V1", "resnet101-63fe2227.pth", 170.511, 256),
            new("V2", "resnet101-cd907fc2.pth", 170.5, 232)])
            with { Preprocessing = Preprocessing.ImageNet },
        Define("resnet18", 11_689_512, new Shape([2, 2, 2, 2]) { IsBasic = true }, [new("V1", "resnet18-f37072fd.pth", 44.7, 256)]),
        Define("resnet34", 21_797_672, new Shape([3, 4, 6, 3]) { IsBasic = true }, [new("V1", "resnet34-b627a593.pth", 83.3, 256)]),
        Define("resnet152", 60_192_808, new Shape([3, 8, 36, 3]), [new("V2", "resnet152-f82ba261.pth", 230.5, 232), new("V1", "resnet152-394f9c45.pth", 230.5, 256)]),
        Define("resnext50_32x4d", 25_028_904, new Shape([3, 4, 6, 3]) { Groups = 32, GroupWidth = 4 },
            [new("V2", "resnext50_32x4d-1a0047aa.pth", 95.8, 232),
            new("V1", "resnext50_32x4d-7cdf4587.pth", 95.8, 256)]),
        Define("resnext101_32x8d", 88_791_336, new Shape([3, 4, 23, 3]) { Groups = 32, GroupWidth = 8 },
            [new("V2", "resnext101_32x8d-110c445d.pth", 339.7, 232),
            new("V1", "resnext101_32x8d-8ba56ff5.pth", 339.7, 256)]),
        Define("resnext101_64x4d", 83_455_272, new Shape([3, 4, 23, 3]) { Groups = 64, GroupWidth = 4 }, [new("V1", "resnext101_64x4d-173b62eb.pth", 319.3, 232)]),
        Define("wide_resnet50_2", 68_883_240, new Shape([3, 4, 6, 3]) { GroupWidth = 128 },
            [new("V2", "wide_resnet50_2-9ba9bcbe.pth", 263.1, 232),
            new("V1", "wide_resnet50_2-95faca4d.pth", 263.1, 256)]),
        Define("wide_resnet101_2", 126_886_696, new Shape([3, 4, 23, 3]) { GroupWidth = 128 },
            [new("V2", "wide_resnet101_2-d733dc28.pth", 484.8, 232),
            new("V1", "wide_resnet101_2-32ee1156.pth", 484.8, 256)]),
    ];

    private static NetworkDefinition Define(string name, long parameters, Shape shape, IReadOnlyList<Listing> weights) => new()
    {
        Name = name,
        Family = "ResNet",
        DefaultLayer = $"layer4.{shape.Blocks[3] - 1}.{(shape.IsBasic ? "conv2" : "conv3")}",
        WholeMapLayer = "layer4",
        Parameters = parameters,
        Weights = Listing.Of(name, weights),
        Create = classes => new ResNet(shape, classes),
        ClassifierWeight = "fc.weight",
        Initial = new() { Convolution = InitialLaw.HeFanOut },
    };
}
