using GradCam.Imaging;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// EfficientNet (Tan and Le, arXiv 1905.11946, table 1 and section 3.3) and EfficientNetV2 (arXiv 2104.00298, table 4), whose first
/// stages have one convolution in place of two.
/// </summary>
internal sealed class EfficientNet : NetworkPart
{
    /// <summary>How likely the last block's branch is left out while training; the first one's never is.</summary>
    private const double LastDropped = 0.2;

    private readonly Chain features, classifier;
    private readonly AdaptiveAvgPool2d avgpool;

    private EfficientNet(Shape shape, int classes)
        : base(nameof(EfficientNet))
    {
        List<nn.Module<Tensor, Tensor>> stages = [Layer(shape, 3, shape.Stem, 3, nn.SiLU(), stride: 2)];
        int channels = shape.Stem, done = 0, total = shape.Stages.Sum(stage => stage.Blocks);
        foreach (Stage stage in shape.Stages)
        {
            List<nn.Module<Tensor, Tensor>> blocks = [];
            for (int i = 0; i < stage.Blocks; i++)
            {
                blocks.Add(new Block(shape, stage, channels, i == 0 ? stage.Stride : 1, LastDropped * done / total));
                channels = stage.Width;
                done++;
            }

            stages.Add(new Chain(blocks));
        }

        stages.Add(Layer(shape, channels, shape.Last, 1, nn.SiLU()));
        features = Named("features", new Chain(stages));
        avgpool = Named("avgpool", nn.AdaptiveAvgPool2d(1));
        classifier = Named("classifier", new Chain(nn.Dropout(shape.Dropout), Linear(shape.Last, classes)));
    }

    protected override Tensor Compute(Tensor x) => classifier.call(avgpool.call(features.call(x)).flatten(1));

    private static Chain Layer(Shape shape, int from, int to, int kernel, nn.Module<Tensor, Tensor>? activation, int stride = 1, int groups = 1) =>
        NormedConvolution(from, to, kernel, activation, stride, groups, shape.Eps, shape.Momentum);

    /// <summary>What the networks of this family differ in.</summary>
    private sealed record Shape(int Stem, IReadOnlyList<Stage> Stages, int Last, double Dropout, double Eps, double Momentum);

    /// <summary>Blocks that differ in the first one's stride and input alone.</summary>
    /// <param name="IsFused">Whether one convolution stands in place of the expanding and the depthwise one.</param>
    /// <param name="Expansion">How many times more channels there are within a block than before it.</param>
    /// <param name="Kernel">Side of the larger kernel.</param>
    /// <param name="Stride">The first block's.</param>
    /// <param name="Width">Channels of the output.</param>
    /// <param name="Blocks">How many.</param>
    private sealed record Stage(bool IsFused, int Expansion, int Kernel, int Stride, int Width, int Blocks);

    private sealed class Block : NetworkPart
    {
        private readonly Chain block;
        private readonly StochasticDepth depth;
        private readonly bool hasShortcut;

        public Block(Shape shape, Stage stage, int from, int stride, double dropped)
            : base(stage.IsFused ? "FusedMBConv" : "MBConv")
        {
            block = Named("block", new Chain(stage.IsFused ? Fused(shape, stage, from, stride) : Separate(shape, stage, from, stride)));
            depth = Named("stochastic_depth", new StochasticDepth(dropped));
            hasShortcut = stride == 1 && from == stage.Width;
        }

        protected override Tensor Compute(Tensor x) => hasShortcut ? depth.call(block.call(x)).Plus(x) : block.call(x);

        private static IEnumerable<nn.Module<Tensor, Tensor>> Fused(Shape shape, Stage stage, int from, int stride)
        {
            int expanded = from * stage.Expansion;
            return stage.Expansion == 1
                ? [Layer(shape, from, stage.Width, stage.Kernel, nn.SiLU(), stride)]
                : [Layer(shape, from, expanded, stage.Kernel, nn.SiLU(), stride), Layer(shape, expanded, stage.Width, 1, activation: null)];
        }

        private static IEnumerable<nn.Module<Tensor, Tensor>> Separate(Shape shape, Stage stage, int from, int stride)
        {
            int expanded = from * stage.Expansion;
            if (stage.Expansion != 1)
            {
                yield return Layer(shape, from, expanded, 1, nn.SiLU());
            }

            yield return Layer(shape, expanded, expanded, stage.Kernel, nn.SiLU(), stride, groups: expanded);
            yield return new SqueezeExcitation(expanded, from / 4, nn.SiLU(), nn.Sigmoid());
            yield return Layer(shape, expanded, stage.Width, 1, activation: null);
        }
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        Define("efficientnet_b0", 5_288_548, First(32, [16, 24, 40, 80, 112, 192, 320], [1, 2, 2, 3, 3, 4, 1], dropout: 0.2, eps: 1e-5, momentum: 0.1),
            [new("V1", "efficientnet_b0_rwightman-3dd342df.pth", 20.4, 256, 224, Interpolation.Bicubic)]),
        Define("efficientnet_b1", 7_794_184, First(32, [16, 24, 40, 80, 112, 192, 320], [2, 3, 3, 4, 4, 5, 2], dropout: 0.2, eps: 1e-5, momentum: 0.1),
            [
                new("V2", "efficientnet_b1-c27df63c.pth", 30.1, 255, 240),
                new("V1", "efficientnet_b1_rwightman-533bc792.pth", 30.1, 256, 240, Interpolation.Bicubic),
            ]),
        Define("efficientnet_b2", 9_109_994, First(32, [16, 24, 48, 88, 120, 208, 352], [2, 3, 3, 4, 4, 5, 2], dropout: 0.3, eps: 1e-5, momentum: 0.1),
            [new("V1", "efficientnet_b2_rwightman-bcdf34b7.pth", 35.2, 288, 288, Interpolation.Bicubic)]),
        Define("efficientnet_b3", 12_233_232, First(40, [24, 32, 48, 96, 136, 232, 384], [2, 3, 3, 5, 5, 6, 2], dropout: 0.3, eps: 1e-5, momentum: 0.1),
            [new("V1", "efficientnet_b3_rwightman-cf984f9c.pth", 47.2, 320, 300, Interpolation.Bicubic)]),
        Define("efficientnet_b4", 19_341_616, First(48, [24, 32, 56, 112, 160, 272, 448], [2, 4, 4, 6, 6, 8, 2], dropout: 0.4, eps: 1e-5, momentum: 0.1),
            [new("V1", "efficientnet_b4_rwightman-7eb33cd5.pth", 74.5, 384, 380, Interpolation.Bicubic)]),
        Define("efficientnet_b5", 30_389_784, First(48, [24, 40, 64, 128, 176, 304, 512], [3, 5, 5, 7, 7, 9, 3], dropout: 0.4, eps: 1e-3, momentum: 0.01),
            [new("V1", "efficientnet_b5_lukemelas-b6417697.pth", 116.9, 456, 456, Interpolation.Bicubic)]),
        Define("efficientnet_b6", 43_040_704, First(56, [32, 40, 72, 144, 200, 344, 576], [3, 6, 6, 8, 8, 11, 3], dropout: 0.5, eps: 1e-3, momentum: 0.01),
            [new("V1", "efficientnet_b6_lukemelas-c76e70fd.pth", 165.4, 528, 528, Interpolation.Bicubic)]),
        Define("efficientnet_b7", 66_347_960, First(64, [32, 48, 80, 160, 224, 384, 640], [4, 7, 7, 10, 10, 13, 4], dropout: 0.5, eps: 1e-3, momentum: 0.01),
            [new("V1", "efficientnet_b7_lukemelas-dcc49843.pth", 254.7, 600, 600, Interpolation.Bicubic)]),
        Define("efficientnet_v2_s", 21_458_488, Second(24, dropout: 0.2,
        [
            new(true, 1, 3, 1, 24, 2),
            new(true, 4, 3, 2, 48, 4),
            new(true, 4, 3, 2, 64, 4),
            new(false, 4, 3, 2, 128, 6),
            new(false, 6, 3, 1, 160, 9),
            new(false, 6, 3, 2, 256, 15),
        ]), [new("V1", "efficientnet_v2_s-dd5fe13b.pth", 82.7, 384, 384)]),
        Define("efficientnet_v2_m", 54_139_356, Second(24, dropout: 0.3,
        [
            new(true, 1, 3, 1, 24, 3),
            new(true, 4, 3, 2, 48, 5),
            new(true, 4, 3, 2, 80, 5),
            new(false, 4, 3, 2, 160, 7),
            new(false, 6, 3, 1, 176, 14),
            new(false, 6, 3, 2, 304, 18),
            new(false, 6, 3, 1, 512, 5),
        ]), [new("V1", "efficientnet_v2_m-dc08266a.pth", 208.0, 480, 480)]),
        Define("efficientnet_v2_l", 118_515_272, Second(32, dropout: 0.4,
        [
            new(true, 1, 3, 1, 32, 4),
            new(true, 4, 3, 2, 64, 7),
            new(true, 4, 3, 2, 96, 7),
            new(false, 4, 3, 2, 192, 10),
            new(false, 6, 3, 1, 224, 19),
            new(false, 6, 3, 2, 384, 25),
            new(false, 6, 3, 1, 640, 7),
        ]), [new("V1", "efficientnet_v2_l-59c71312.pth", 454.5, 480, 480, Interpolation.Bicubic) { IsCentred = true }]),
    ];

    private static Shape First(int stem, int[] widths, int[] blocks, double dropout, double eps, double momentum)
    {
        int[] kernels = [3, 3, 5, 3, 5, 5, 3], strides = [1, 2, 2, 2, 1, 2, 1];
        Stage[] stages = [.. widths.Select((width, i) => new Stage(IsFused: false, i == 0 ? 1 : 6, kernels[i], strides[i], width, blocks[i]))];
        return new Shape(stem, stages, 4 * widths[^1], dropout, eps, momentum);
    }

    private static Shape Second(int stem, double dropout, Stage[] stages) => new(stem, stages, 1280, dropout, 1e-3, 0.1);

    private static NetworkDefinition Define(string name, long parameters, Shape shape, IReadOnlyList<Listing> weights) => new()
    {
        Name = name,
        Family = "EfficientNet",
        DefaultLayer = $"features.{shape.Stages.Count + 1}.0",
        WholeMapLayer = $"features.{shape.Stages.Count + 1}",
        WholeMapIsRectified = false,
        Parameters = parameters,
        Weights = Listing.Of(name, weights),
        Create = classes => new EfficientNet(shape, classes),
        ClassifierWeight = "classifier.1.weight",
        Initial = new() { Convolution = InitialLaw.HeFanOut, Linear = InitialLaw.UniformFanOut, LinearBiasIsZero = true },
    };
}
