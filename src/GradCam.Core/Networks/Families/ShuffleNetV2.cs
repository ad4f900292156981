using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>ShuffleNetV2 (Ma et al., arXiv 1807.11164, table 5).</summary>
internal sealed class ShuffleNetV2 : NetworkPart
{
    private readonly Chain conv1, stage2, stage3, stage4, conv5;
    private readonly MaxPool2d maxpool;
    private readonly Linear fc;

    /// <param name="widths">Channels of the three stages and of the last convolution.</param>
    /// <param name="classes">How many logits.</param>
    private ShuffleNetV2(int[] widths, int classes)
        : base(nameof(ShuffleNetV2))
    {
        conv1 = Named("conv1", NormedConvolution(3, 24, kernel: 3, new Rectifier(), stride: 2));
        maxpool = Named("maxpool", nn.MaxPool2d(3, stride: 2, padding: 1));
        stage2 = Named("stage2", Stage(24, widths[0], blocks: 4));
        stage3 = Named("stage3", Stage(widths[0], widths[1], blocks: 8));
        stage4 = Named("stage4", Stage(widths[1], widths[2], blocks: 4));
        conv5 = Named("conv5", NormedConvolution(widths[2], widths[3], kernel: 1, new Rectifier()));
        fc = Named("fc", Linear(widths[3], classes));
    }

    protected override Tensor Compute(Tensor x)
    {
        Tensor y = stage4.call(stage3.call(stage2.call(maxpool.call(conv1.call(x)))));
        return fc.call(conv5.call(y).mean([2, 3]));
    }

    private static Chain Stage(int from, int to, int blocks) =>
        new(Enumerable.Range(0, blocks).Select(nn.Module<Tensor, Tensor> (i) =>
            i == 0 ? new InvertedResidual(from, to, stride: 2) : new InvertedResidual(to, to, stride: 1)));

    private sealed class InvertedResidual : NetworkPart
    {
        // Without a stride this branch is the first half of the input itself; torchvision keeps the name with nothing in it.
        private readonly Chain branch1, branch2;
        private readonly bool splits;

        public InvertedResidual(int from, int to, int stride)
            : base(nameof(InvertedResidual))
        {
            int half = to / 2;
            splits = stride == 1;
            branch1 = Named("branch1", splits
                ? new Chain(Array.Empty<nn.Module<Tensor, Tensor>>())
                : new Chain(Depthwise(from, stride), Norm(from), Convolution(from, half, kernel: 1), Norm(half), new Rectifier()));
            branch2 = Named("branch2", new Chain(
                Convolution(splits ? half : from, half, kernel: 1), Norm(half), new Rectifier(),
                Depthwise(half, stride), Norm(half),
                Convolution(half, half, kernel: 1), Norm(half), new Rectifier()));
        }

        protected override Tensor Compute(Tensor x)
        {
            if (!splits)
            {
                return Shuffled(cat([branch1.call(x), branch2.call(x)], 1));
            }

            Tensor[] halves = x.chunk(2, 1);
            return Shuffled(cat([halves[0], branch2.call(halves[1])], 1));
        }

        private static Conv2d Depthwise(int channels, int stride) =>
            Convolution(channels, channels, kernel: 3, stride: stride, padding: 1, groups: channels);

        /// <summary>Interleaves the channels of the two branches.</summary>
        private static Tensor Shuffled(Tensor x)
        {
            long[] shape = x.shape;
            return x.view(shape[0], 2, shape[1] / 2, shape[2], shape[3]).transpose(1, 2).reshape(shape);
        }
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        Define("shufflenet_v2", 2_278_604, [116, 232, 464, 1024], new("V1", "shufflenetv2_x1-5666bf0f80.pth", 8.791, 256))
            with { Aliases = ["shufflenet_v2_x1_0"], Preprocessing = Preprocessing.ImageNet },
        Define("shufflenet_v2_x0_5", 1_366_792, [48, 96, 192, 1024], new("V1", "shufflenetv2_x0.5-f707e7126e.pth", 5.3, 256)),
        Define("shufflenet_v2_x1_5", 3_503_624, [176, 352, 704, 1024], new("V1", "shufflenetv2_x1_5-3c479a10.pth", 13.5, 232)),
        Define("shufflenet_v2_x2_0", 7_393_996, [244, 488, 976, 2048], new("V1", "shufflenetv2_x2_0-8be3c8ee.pth", 28.4, 232)),
    ];

    private static NetworkDefinition Define(string name, long parameters, int[] widths, Listing weights) => new()
    {
        Name = name,
        Family = "ShuffleNet",
        DefaultLayer = "conv5.0",
        WholeMapLayer = "conv5",
        Parameters = parameters,
        Weights = Listing.Of(name, weights),
        Create = classes => new ShuffleNetV2(widths, classes),
        ClassifierWeight = "fc.weight",
    };
}
