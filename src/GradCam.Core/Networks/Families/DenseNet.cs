using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>DenseNet-BC (Huang et al., arXiv 1608.06993, table 1).</summary>
internal sealed class DenseNet : NetworkPart
{
    private readonly Chain features;
    private readonly Linear classifier;

    /// <param name="first">Channels of the first convolution.</param>
    /// <param name="growth">Channels that each layer adds: the growth rate k.</param>
    /// <param name="blocks">Layers of each of the four blocks.</param>
    /// <param name="classes">How many logits.</param>
    private DenseNet(int first, int growth, int[] blocks, int classes)
        : base(nameof(DenseNet))
    {
        List<(string, nn.Module<Tensor, Tensor>)> parts =
        [
            ("conv0", Convolution(3, first, kernel: 7, stride: 2, padding: 3)),
            ("norm0", Norm(first)),
            ("relu0", new Rectifier()),
            ("pool0", nn.MaxPool2d(3, stride: 2, padding: 1)),
        ];
        int channels = first;
        for (int i = 0; i < blocks.Length; i++)
        {
            parts.Add(($"denseblock{i + 1}", new DenseBlock(channels, growth, blocks[i])));
            channels += blocks[i] * growth;
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

        public DenseBlock(int channels, int growth, int depth)
            : base(nameof(DenseBlock))
        {
            for (int i = 0; i < depth; i++)
            {
                layers.Add(Named($"denselayer{i + 1}", new DenseLayer(channels + i * growth, growth)));
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

    /// <summary>Takes every earlier map of its block, concatenated, and gives a few new channels.</summary>
    private sealed class DenseLayer : NetworkPart
    {
        private readonly BatchNorm2d norm1, norm2;
        private readonly Rectifier relu1, relu2;
        private readonly Conv2d conv1, conv2;

        public DenseLayer(int channels, int growth)
            : base(nameof(DenseLayer))
        {
            int width = 4 * growth;
            norm1 = Named("norm1", Norm(channels));
            relu1 = Named("relu1", new Rectifier());
            conv1 = Named("conv1", Convolution(channels, width, kernel: 1));
            norm2 = Named("norm2", Norm(width));
            relu2 = Named("relu2", new Rectifier());
            conv2 = Named("conv2", Convolution(width, growth, kernel: 3, padding: 1));
        }

        protected override Tensor Compute(Tensor x) =>
            conv2.call(relu2.call(Normed(conv1, norm2, relu1.call(norm1.call(x)))));
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        Define("densenet121", 7_978_856, 64, 32, [6, 12, 24, 16], new("V1", "densenet121-a639ec97.pth", 30.845, 256))
            with { Aliases = ["densenet"], Preprocessing = Preprocessing.ImageNet },
        Define("densenet161", 28_681_000, 96, 48, [6, 12, 36, 24], new("V1", "densenet161-8d451a50.pth", 110.4, 256)),
        Define("densenet169", 14_149_480, 64, 32, [6, 12, 32, 32], new("V1", "densenet169-b2777c0a.pth", 54.7, 256)),
        Define("densenet201", 20_013_928, 64, 32, [6, 12, 48, 32], new("V1", "densenet201-c1103571.pth", 77.4, 256)),
    ];

    private static NetworkDefinition Define(string name, long parameters, int first, int growth, int[] blocks, Listing weights) => new()
    {
        Name = name,
        Family = "DenseNet",
        DefaultLayer = $"features.denseblock4.denselayer{blocks[3]}.conv2",
        WholeMapLayer = "features.norm5",
        WholeMapIsRectified = false,
        Parameters = parameters,
        MinimumInputSize = 29,
        Weights = Listing.Of(name, weights),
        Create = classes => new DenseNet(first, growth, blocks, classes),
        ClassifierWeight = "classifier.weight",
        Initial = new() { Convolution = InitialLaw.HeFanIn, LinearBiasIsZero = true },
    };
}
