using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>MobileNetV2 of width 1 (Sandler et al., arXiv 1801.04381, table 2).</summary>
internal sealed class MobileNetV2 : NetworkPart
{
    private const int LastWidth = 1280;

    private static readonly (int Expansion, int Width, int Blocks, int Stride)[] Stages =
    [
        (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
    ];

    private readonly Chain features, classifier;

    public MobileNetV2(int classes)
        : base(nameof(MobileNetV2))
    {
        List<nn.Module<Tensor, Tensor>> blocks = [Rectified(3, 32, kernel: 3, stride: 2)];
        int channels = 32;
        foreach ((int expansion, int width, int count, int stride) in Stages)
        {
            for (int i = 0; i < count; i++)
            {
                blocks.Add(new InvertedResidual(channels, width, i == 0 ? stride : 1, expansion));
                channels = width;
            }
        }

        blocks.Add(Rectified(channels, LastWidth, kernel: 1));
        features = Named("features", new Chain(blocks));
        classifier = Named("classifier", new Chain(nn.Dropout(0.2), Linear(LastWidth, classes)));
    }

    protected override Tensor Compute(Tensor x) =>
        classifier.call(nn.functional.adaptive_avg_pool2d(features.call(x), 1).flatten(1));

    private static Chain Rectified(int from, int to, int kernel, int stride = 1, int groups = 1) =>
        NormedConvolution(from, to, kernel, new Rectifier(ceiling6: true), stride, groups);

    private sealed class InvertedResidual : NetworkPart
    {
        private readonly Chain conv;
        private readonly bool hasShortcut;

        public InvertedResidual(int from, int to, int stride, int expansion)
            : base(nameof(InvertedResidual))
        {
            int hidden = from * expansion;
            List<nn.Module<Tensor, Tensor>> layers = expansion == 1 ? [] : [Rectified(from, hidden, kernel: 1)];
            layers.AddRange(
                Rectified(hidden, hidden, kernel: 3, stride, groups: hidden), Convolution(hidden, to, kernel: 1), Norm(to));
            conv = Named("conv", new Chain(layers));
            hasShortcut = stride == 1 && from == to;
        }

        protected override Tensor Compute(Tensor x) => hasShortcut ? x.Plus(conv.call(x)) : conv.call(x);
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        new()
        {
            Name = "mobilenet_v2",
            Family = "MobileNet",
            DefaultLayer = "features.18.0",
            WholeMapLayer = "features.18",
            Parameters = 3_504_872,
            Weights = Listing.Of(
                "mobilenet_v2",
                new Listing("V1", "mobilenet_v2-b0353104.pth", 13.555, 256),
                new Listing("V2", "mobilenet_v2-7ebf99e0.pth", 13.6, 232)),
            Preprocessing = Preprocessing.ImageNet,
            Create = classes => new MobileNetV2(classes),
            ClassifierWeight = "classifier.1.weight",
            Initial = new() { Convolution = InitialLaw.HeFanOut, Linear = InitialLaw.Normal001, LinearBiasIsZero = true },
        },
    ];
}
