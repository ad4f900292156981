using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>DenseNet-BC with growth rate 32 (Huang et al., arXiv 1608.06993, table 1, DenseNet-121).</summary>
internal sealed class DenseNet : NetworkPart
{
    private const int Growth = 32, BottleneckWidth = 4 * Growth;

    private readonly Chain features;
    private readonly Linear classifier;

    private DenseNet(int[] blocks, int classes)
        : base(nameof(DenseNet))
    {
        List<(string, nn.Module<Tensor, Tensor>)> parts =
        [
            ("conv0", Convolution(3, 64, kernel: 7, stride: 2, padding: 3)),
            ("norm0", Norm(64)),
            ("relu0", new Rectifier()),
            ("pool0", nn.MaxPool2d(3, stride: 2, padding: 1)),
        ];
        int channels = 64;
        for (int i = 0; i < blocks.Length; i++)
        {
            parts.Add(($"denseblock{i + 1}", new DenseBlock(channels, blocks[i])));
            channels += blocks[i] * Growth;
            if (i < blocks.Length - 1)
            {
                parts.Add(($"transition{i + 1}", Transition(channels)));
                channels /= 2;
            }
        }

        parts.Add(("norm5", Norm(channels)));
        features = Named("features", new Chain(parts));
        classifier = Named("classifier", Linear(channels, classes));
    }

    protected override Tensor Compute(Tensor x)
    {
        Tensor y = Rectify.Relu(features.call(x));
        return classifier.call(nn.functional.adaptive_avg_pool2d(y, 1).flatten(1));
    }

    private static Chain Transition(int channels) => new(
        ("norm", Norm(channels)),
        ("relu", new Rectifier()),
        ("conv", Convolution(channels, channels / 2, kernel: 1)),
        ("pool", nn.AvgPool2d(2, stride: 2)));

    private sealed class DenseBlock : NetworkPart
    {
        private readonly List<DenseLayer> layers = [];

        public DenseBlock(int channels, int depth)
            : base(nameof(DenseBlock))
        {
            for (int i = 0; i < depth; i++)
            {
                layers.Add(Named($"denselayer{i + 1}", new DenseLayer(channels + i * Growth)));
            }
        }

        protected override Tensor Compute(Tensor x)
        {
            List<Tensor> maps = [x];
            foreach (DenseLayer layer in layers)
            {
                maps.Add(layer.call(maps.Count == 1 ? x : cat(maps, 1)));
            }

            return cat(maps, 1);
        }
    }

    /// <summary>Takes every earlier map of its block, concatenated, and gives 32 new channels.</summary>
    private sealed class DenseLayer : NetworkPart
    {
        private readonly BatchNorm2d norm1, norm2;
        private readonly Rectifier relu1, relu2;
        private readonly Conv2d conv1, conv2;

        public DenseLayer(int channels)
            : base(nameof(DenseLayer))
        {
            norm1 = Named("norm1", Norm(channels));
            relu1 = Named("relu1", new Rectifier());
            conv1 = Named("conv1", Convolution(channels, BottleneckWidth, kernel: 1));
            norm2 = Named("norm2", Norm(BottleneckWidth));
            relu2 = Named("relu2", new Rectifier());
            conv2 = Named("conv2", Convolution(BottleneckWidth, Growth, kernel: 3, padding: 1));
        }

        protected override Tensor Compute(Tensor x) =>
            conv2.call(relu2.call(Normed(conv1, norm2, relu1.call(norm1.call(x)))));
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        new()
        {
            Name = "densenet121",
            Aliases = ["densenet"],
            DefaultLayer = "features.denseblock4.denselayer16.conv2",
            WholeMapLayer = "features.norm5",
            WholeMapIsRectified = false,
            Parameters = 7_978_856,
            MinimumInputSize = 29,
            Weights = [NetworkWeights.Of("densenet121", "V1", "densenet121-a639ec97.pth", 30.845, Preprocessing.Crop(256))],
            Create = classes => new DenseNet([6, 12, 24, 16], classes),
            ClassifierWeight = "classifier.weight",
            Initial = new() { Convolution = InitialLaw.HeFanIn, LinearBiasIsZero = true },
        },
    ];
}
