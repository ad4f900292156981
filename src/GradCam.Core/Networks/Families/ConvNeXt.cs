using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>ConvNeXt (Liu et al., arXiv 2201.03545, section 2 and table 9).</summary>
internal sealed class ConvNeXt : NetworkPart
{
    private const double Eps = 1e-6;

    private readonly Chain features, classifier;
    private readonly AdaptiveAvgPool2d avgpool;

    /// <param name="widths">Channels of the four stages.</param>
    /// <param name="depths">Blocks of the four stages.</param>
    /// <param name="dropped">How likely the last block's branch is left out while training; the first one's never is.</param>
    /// <param name="classes">How many logits.</param>
    private ConvNeXt(int[] widths, int[] depths, double dropped, int classes)
        : base(nameof(ConvNeXt))
    {
        List<nn.Module<Tensor, Tensor>> parts = [new Chain(Convolution(3, widths[0], kernel: 4, stride: 4, bias: true), new ChannelNorm(widths[0]))];
        int done = 0, last = depths.Sum() - 1;
        for (int i = 0; i < widths.Length; i++)
        {
            int width = widths[i];
            parts.Add(new Chain(Enumerable.Range(done, depths[i]).Select(nn.Module<Tensor, Tensor> (block) => new Block(width, dropped * block / last))));
            done += depths[i];
            if (i + 1 < widths.Length)
            {
                parts.Add(new Chain(new ChannelNorm(width), Convolution(width, widths[i + 1], kernel: 2, stride: 2, bias: true)));
            }
        }

        features = Named("features", new Chain(parts));
        avgpool = Named("avgpool", nn.AdaptiveAvgPool2d(1));
        classifier = Named("classifier", new Chain(new ChannelNorm(widths[^1]), nn.Flatten(), Linear(widths[^1], classes)));
    }

    protected override Tensor Compute(Tensor x) => classifier.call(avgpool.call(features.call(x)));

    /// <summary>Inside a block the output stands with its channels last, between the two changes of order.</summary>
    private static ActivationLayout LayoutOf(string layer) =>
        layer.Split('.') is [.., "block", "1" or "2" or "3" or "4" or "5"] ? ActivationLayout.ChannelsLast : ActivationLayout.ChannelsFirst;

    /// <summary>A normalisation over the channels of [N,C,h,w] at each place.</summary>
    private sealed class ChannelNorm : NetworkPart
    {
        private readonly long[] width;

        public ChannelNorm(int channels)
            : base("LayerNorm2d")
        {
            width = [channels];
            OwnParameter("weight", channels);
            OwnParameter("bias", channels);
        }

        internal override Tensor Initial(string name, long[] shape, Generator generator) => name == "weight" ? ones(shape) : zeros(shape);

        protected override Tensor Compute(Tensor x) =>
            nn.functional.layer_norm(x.permute(0, 2, 3, 1), width, Own("weight"), Own("bias"), Eps).permute(0, 3, 1, 2);
    }

    private sealed class Block : NetworkPart
    {
        private const string Scale = "layer_scale";

        private static readonly TorchSharp.Scalar FirstScale = 1e-6f;

        private readonly Chain block;
        private readonly StochasticDepth depth;

        public Block(int width, double dropped)
            : base("CNBlock")
        {
            block = Named("block", new Chain(
                Convolution(width, width, kernel: 7, padding: 3, groups: width, bias: true),
                new Permute(0, 2, 3, 1),
                LayerNorm(width, Eps), Linear(width, 4 * width), nn.GELU(), Linear(4 * width, width),
                new Permute(0, 3, 1, 2)));
            OwnParameter(Scale, width, 1, 1);
            depth = Named("stochastic_depth", new StochasticDepth(dropped));
        }

        internal override Tensor Initial(string name, long[] shape, Generator generator) => full(shape, FirstScale);

        protected override Tensor Compute(Tensor x) => depth.call(Own(Scale) * block.call(x)).Plus(x);
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        Define("convnext_tiny", 28_589_128, [96, 192, 384, 768], [3, 3, 9, 3], 0.1, [new("V1", "convnext_tiny-983f1562.pth", 109.1, 236)]),
        Define("convnext_small", 50_223_688, [96, 192, 384, 768], [3, 3, 27, 3], 0.4, [new("V1", "convnext_small-0c510722.pth", 191.7, 230)]),
        Define("convnext_base", 88_591_464, [128, 256, 512, 1024], [3, 3, 27, 3], 0.5, [new("V1", "convnext_base-6075fbad.pth", 338.1, 232)]),
        Define("convnext_large", 197_767_336, [192, 384, 768, 1536], [3, 3, 27, 3], 0.5, [new("V1", "convnext_large-ea097f82.pth", 754.5, 232)]),
    ];

    private static NetworkDefinition Define(
        string name, long parameters, int[] widths, int[] depths, double dropped, IReadOnlyList<Listing> weights) => new()
        {
            Name = name,
            Family = "ConvNeXt",
            DefaultLayer = $"features.7.{depths[3] - 1}.block.0",
            WholeMapLayer = "features.7",
            WholeMapIsRectified = false,
            Parameters = parameters,
            MinimumInputSize = 32,
            Weights = Listing.Of(name, weights),
            LayoutOf = LayoutOf,
            Create = classes => new ConvNeXt(widths, depths, dropped, classes),
            ClassifierWeight = "classifier.2.weight",
            Initial = new() { Convolution = InitialLaw.Normal002, Linear = InitialLaw.Normal002, LinearBiasIsZero = true },
        };
}
