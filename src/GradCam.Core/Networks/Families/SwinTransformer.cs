using GradCam.Imaging;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// Swin (Liu et al., arXiv 2103.14030, section 3) and Swin v2 (arXiv 2111.09883, section 3): attention within windows, which every
/// second block shifts. Outputs are [N,h,w,C].
/// </summary>
internal sealed class SwinTransformer : NetworkPart
{
    private const double Eps = 1e-5;

    private readonly Chain features;
    private readonly LayerNorm norm;
    private readonly Permute permute;
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly Flatten flatten;
    private readonly Linear head;

    private SwinTransformer(Shape shape, int classes)
        : base(nameof(SwinTransformer))
    {
        int width = shape.Width, done = 0, last = shape.Depths.Sum() - 1;
        List<nn.Module<Tensor, Tensor>> parts =
            [new Chain(Convolution(3, width, kernel: 4, stride: 4, bias: true), new Permute(0, 2, 3, 1), LayerNorm(width, Eps))];
        for (int i = 0; i < shape.Depths.Length; i++)
        {
            List<nn.Module<Tensor, Tensor>> blocks = [];
            for (int j = 0; j < shape.Depths[i]; j++, done++)
            {
                blocks.Add(new Block(shape, width, shape.Heads[i], isShifted: j % 2 == 1, shape.Dropped * done / last));
            }

            parts.Add(new Chain(blocks));
            if (i + 1 < shape.Depths.Length)
            {
                parts.Add(new PatchMerging(width, shape.IsSecond));
                width *= 2;
            }
        }

        features = Named("features", new Chain(parts));
        norm = Named("norm", LayerNorm(width, Eps));
        permute = Named("permute", new Permute(0, 3, 1, 2));
        avgpool = Named("avgpool", nn.AdaptiveAvgPool2d(1));
        flatten = Named("flatten", nn.Flatten());
        head = Named("head", Linear(width, classes));
    }

    protected override Tensor Compute(Tensor x) =>
        head.call(flatten.call(avgpool.call(permute.call(norm.call(features.call(x))))));

    private static ActivationLayout LayoutOf(string layer) =>
        layer is "features.0.0" or "permute" or "avgpool" ? ActivationLayout.ChannelsFirst
        // The network of a bias by offsets knows no picture.
        : layer.Contains(".cpb_mlp", StringComparison.Ordinal) ? ActivationLayout.None
        : ActivationLayout.ChannelsLast;

    /// <summary>What the networks of this family differ in.</summary>
    /// <param name="IsSecond">Whether it is Swin v2.</param>
    /// <param name="Width">Channels of the first stage; each next one has twice as many.</param>
    /// <param name="Depths">Blocks of each stage.</param>
    /// <param name="Heads">Heads of attention of each stage.</param>
    /// <param name="Window">Places a side of a window.</param>
    /// <param name="Dropped">How likely the last block's branches are left out while training; the first one's never are.</param>
    private sealed record Shape(bool IsSecond, int Width, int[] Depths, int[] Heads, int Window, double Dropped);

    /// <summary>Norms stand before attention and perceptron, in v2 behind them.</summary>
    private sealed class Block : NetworkPart
    {
        private readonly LayerNorm norm1, norm2;
        private readonly WindowAttention attention;
        private readonly StochasticDepth depth;
        private readonly Chain mlp;
        private readonly bool isSecond;

        public Block(Shape shape, int width, int heads, bool isShifted, double dropped)
            : base(shape.IsSecond ? "SwinTransformerBlockV2" : "SwinTransformerBlock")
        {
            isSecond = shape.IsSecond;
            norm1 = Named("norm1", LayerNorm(width, Eps));
            attention = Named("attn", isSecond
                ? new CosineWindowAttention(width, heads, shape.Window, isShifted)
                : new WindowAttention(width, heads, shape.Window, isShifted));
            depth = Named("stochastic_depth", new StochasticDepth(dropped));
            norm2 = Named("norm2", LayerNorm(width, Eps));
            mlp = Named("mlp", Perceptron(width, 4 * width));
        }

        protected override Tensor Compute(Tensor x)
        {
            Tensor y = x.Plus(depth.call(isSecond ? norm1.call(attention.call(x)) : attention.call(norm1.call(x))));
            return y.Plus(depth.call(isSecond ? norm2.call(mlp.call(y)) : mlp.call(norm2.call(y))));
        }
    }

    /// <summary>Half as many rows and columns: the channels of four places side by side, brought to half by a linear layer.</summary>
    private sealed class PatchMerging : NetworkPart
    {
        private readonly Linear reduction;
        private readonly LayerNorm norm;
        private readonly bool isSecond;

        public PatchMerging(int width, bool isSecond)
            : base(isSecond ? "PatchMergingV2" : "PatchMerging")
        {
            this.isSecond = isSecond;
            reduction = Named("reduction", Linear(4 * width, 2 * width, bias: false));
            norm = Named("norm", LayerNorm((isSecond ? 2 : 4) * width, Eps));
        }

        protected override Tensor Compute(Tensor x)
        {
            long height = x.shape[1], width = x.shape[2];
            Tensor even = nn.functional.pad(x, [0, 0, 0, width % 2, 0, height % 2]);
            // Columns outside rows: (0,0), (1,0), (0,1), (1,1) in rows and columns.
            Tensor four = even.unflatten(1, -1, 2).unflatten(3, -1, 2).permute(0, 1, 3, 4, 2, 5).flatten(3);
            return isSecond ? norm.call(reduction.call(four)) : reduction.call(norm.call(four));
        }
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        Define("swin_t", 28_288_354, new Shape(IsSecond: false, 96, [2, 2, 6, 2], [3, 6, 12, 24], Window: 7, 0.2),
            [new("V1", "swin_t-704ceda3.pth", 108.2, 232, 224, Interpolation.Bicubic)]),
        Define("swin_s", 49_606_258, new Shape(IsSecond: false, 96, [2, 2, 18, 2], [3, 6, 12, 24], Window: 7, 0.3),
            [new("V1", "swin_s-5e29d889.pth", 189.8, 246, 224, Interpolation.Bicubic)]),
        Define("swin_b", 87_768_224, new Shape(IsSecond: false, 128, [2, 2, 18, 2], [4, 8, 16, 32], Window: 7, 0.5),
            [new("V1", "swin_b-68c6b09e.pth", 335.4, 238, 224, Interpolation.Bicubic)]),
        Define("swin_v2_t", 28_351_570, new Shape(IsSecond: true, 96, [2, 2, 6, 2], [3, 6, 12, 24], Window: 8, 0.2),
            [new("V1", "swin_v2_t-b137f0e2.pth", 108.6, 260, 256, Interpolation.Bicubic)]),
        Define("swin_v2_s", 49_737_442, new Shape(IsSecond: true, 96, [2, 2, 18, 2], [3, 6, 12, 24], Window: 8, 0.3),
            [new("V1", "swin_v2_s-637d8ceb.pth", 190.7, 260, 256, Interpolation.Bicubic)]),
        Define("swin_v2_b", 87_930_848, new Shape(IsSecond: true, 128, [2, 2, 18, 2], [4, 8, 16, 32], Window: 8, 0.5),
            [new("V1", "swin_v2_b-781e5279.pth", 336.4, 272, 256, Interpolation.Bicubic)]),
    ];

    private static NetworkDefinition Define(string name, long parameters, Shape shape, IReadOnlyList<Listing> weights) => new()
    {
        Name = name,
        Family = "Swin",
        // The last convolution is the first layer.
        DefaultLayer = "norm",
        WholeMapLayer = "norm",
        WholeMapIsRectified = false,
        Parameters = parameters,
        MinimumInputSize = 4,
        Weights = Listing.Of(name, weights),
        LayoutOf = LayoutOf,
        Create = classes => new SwinTransformer(shape, classes),
        ClassifierWeight = "head.weight",
        Initial = new() { ConvolutionBiasIsZero = false, Linear = InitialLaw.Normal002, LinearBiasIsZero = true },
    };
}
