using GradCam.Imaging;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>MaxViT-T for 224 pixels (Tu et al., arXiv 2204.01697, section 3 and table 1): convolution, attention in windows, attention across them.</summary>
internal sealed class MaxVit : NetworkPart
{
    private const int InputSize = 224, StemWidth = 64, Window = 7, HeadWidth = 32;
    private const double Eps = 1e-3, Momentum = 0.99, LayerEps = 1e-5, LastDropped = 0.2;

    private static readonly int[] Widths = [64, 128, 256, 512], Layers = [2, 2, 5, 2];

    private readonly Chain stem, classifier;
    private readonly ModuleList<nn.Module<Tensor, Tensor>> blocks;

    public MaxVit(int classes)
        : base(nameof(MaxVit))
    {
        stem = Named("stem", new Chain(
            NormedConvolution(3, StemWidth, 3, nn.GELU(), stride: 2, eps: Eps, momentum: Momentum),
            new Chain(Convolution(StemWidth, StemWidth, kernel: 3, padding: 1, bias: true))));
        List<nn.Module<Tensor, Tensor>> made = [];
        int channels = StemWidth, done = 0, side = InputSize / 2;
        for (int i = 0; i < Widths.Length; i++)
        {
            side /= 2;
            made.Add(new Block(channels, Widths[i], Layers[i], side, done));
            channels = Widths[i];
            done += Layers[i];
        }

        blocks = Named("blocks", nn.ModuleList([.. made]));
        classifier = Named("classifier", new Chain(
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), LayerNorm(channels, LayerEps), Linear(channels, channels), nn.Tanh(), Linear(channels, classes, bias: false)));
    }

    protected override Tensor Compute(Tensor x) => classifier.call(Through(blocks, stem.call(x)));

    private static Tensor Through(ModuleList<nn.Module<Tensor, Tensor>> parts, Tensor x)
    {
        foreach (nn.Module<Tensor, Tensor> part in parts)
        {
            x = part.call(x);
        }

        return x;
    }

    private sealed class Block : NetworkPart
    {
        private readonly ModuleList<nn.Module<Tensor, Tensor>> layers;

        public Block(int from, int to, int count, int side, int done)
            : base("MaxVitBlock") =>
            layers = Named("layers", nn.ModuleList([.. Enumerable.Range(0, count).Select(nn.Module<Tensor, Tensor> (i) =>
                new Layer(i == 0 ? from : to, to, i == 0 ? 2 : 1, side, LastDropped * (done + i) / (Layers.Sum() - 1)))]));

        protected override Tensor Compute(Tensor x) => Through(layers, x);
    }

    private sealed class Layer : NetworkPart
    {
        private readonly Chain layers;

        public Layer(int from, int to, int stride, int side, double dropped)
            : base("MaxVitLayer") =>
            layers = Named("layers", new Chain(
                ("MBconv", new InvertedResidual(from, to, stride, dropped)),
                ("window_attention", new PartitionAttention(to, Window, swaps: false, side, dropped)),
                ("grid_attention", new PartitionAttention(to, side / Window, swaps: true, side, dropped))));

        protected override Tensor Compute(Tensor x) => layers.call(x);
    }

    private sealed class InvertedResidual : NetworkPart
    {
        private readonly nn.Module<Tensor, Tensor> proj, depth;
        private readonly Chain layers;

        public InvertedResidual(int from, int to, int stride, double dropped)
            : base("MBConv")
        {
            int hidden = 4 * to;
            proj = Named<nn.Module<Tensor, Tensor>>("proj", stride == 1
                ? nn.Identity()
                : new Chain(nn.AvgPool2d(3, stride: stride, padding: 1), Convolution(from, to, kernel: 1, bias: true)));
            depth = Named<nn.Module<Tensor, Tensor>>("stochastic_depth", dropped == 0 ? nn.Identity() : new StochasticDepth(dropped));
            layers = Named("layers", new Chain(
                ("pre_norm", Norm(from, Eps, Momentum)),
                ("conv_a", NormedConvolution(from, hidden, 1, nn.GELU(), eps: Eps, momentum: Momentum)),
                ("conv_b", NormedConvolution(hidden, hidden, 3, nn.GELU(), stride, groups: hidden, Eps, Momentum)),
                ("squeeze_excitation", new SqueezeExcitation(hidden, to / 4, nn.SiLU(), nn.Sigmoid())),
                ("conv_c", Convolution(hidden, to, kernel: 1, bias: true))));
        }

        protected override Tensor Compute(Tensor x) => proj.call(x).Plus(depth.call(layers.call(x)));
    }

    /// <summary>
    /// Attention within windows; or, with the two middle axes swapped, among the places that stand alike in windows as many as
    /// <see cref="Window"/> a side.
    /// </summary>
    private sealed class PartitionAttention : NetworkPart
    {
        private readonly nn.Module<Tensor, Tensor> partition, departition, swap, swapBack;
        private readonly Chain attention, mlp;
        private readonly StochasticDepth depth;

        public PartitionAttention(int width, int windowSide, bool swaps, int side, double dropped)
            : base("PartitionAttentionLayer")
        {
            partition = Named("partition_op", new WindowPartition(windowSide));
            departition = Named("departition_op", new WindowDepartition(windowSide, side / windowSide));
            swap = Named<nn.Module<Tensor, Tensor>>("partition_swap", swaps ? new Permute(0, 2, 1, 3) : nn.Identity());
            swapBack = Named<nn.Module<Tensor, Tensor>>("departition_swap", swaps ? new Permute(0, 2, 1, 3) : nn.Identity());
            attention = Named("attn_layer", new Chain(LayerNorm(width, LayerEps), new RelativeAttention(width), nn.Dropout(0)));
            mlp = Named("mlp_layer", new Chain(
                LayerNorm(width, LayerEps), Linear(width, 4 * width), nn.GELU(), Linear(4 * width, width), nn.Dropout(0)));
            depth = Named("stochastic_dropout", new StochasticDepth(dropped));
        }

        protected override Tensor Compute(Tensor x)
        {
            Tensor y = swap.call(partition.call(x));
            y = y.Plus(depth.call(attention.call(y)));
            y = y.Plus(depth.call(mlp.call(y)));
            return departition.call(swapBack.call(y));
        }
    }

    /// <summary>Within its windows an attention gives [N, windows, places, C].</summary>
    private static ActivationLayout LayoutOf(string layer) =>
        (layer.Contains("_attention.", StringComparison.Ordinal)) && !layer.EndsWith(".departition_op", StringComparison.Ordinal)
            ? ActivationLayout.None
            : ActivationLayout.ChannelsFirst;

    /// <summary>[N,C,h,w] to [N, windows, places of a window, C].</summary>
    private sealed class WindowPartition(int side) : NetworkPart(nameof(WindowPartition))
    {
        protected override Tensor Compute(Tensor x) =>
            x.unflatten(2, -1, side).unflatten(4, -1, side).permute(0, 2, 4, 3, 5, 1).flatten(3, 4).flatten(1, 2);
    }

    /// <summary>The reverse of <see cref="WindowPartition"/>.</summary>
    private sealed class WindowDepartition(int side, int windows) : NetworkPart(nameof(WindowDepartition))
    {
        protected override Tensor Compute(Tensor x) =>
            x.unflatten(1, windows, windows).unflatten(3, side, side).permute(0, 5, 1, 3, 2, 4).flatten(4, 5).flatten(2, 3);
    }

    /// <summary>Attention of several heads with a bias by offset. The scale is that of all channels, and the keys'.</summary>
    private sealed class RelativeAttention : NetworkPart
    {
        private const string Table = "relative_position_bias_table", Index = "relative_position_index";
        private const long Places = Window * Window;

        private readonly Linear qkv, merge;
        private readonly Scalar scale;

        public RelativeAttention(int width)
            : base("RelativePositionalMultiHeadAttention")
        {
            qkv = Named("to_qkv", Linear(width, 3 * width));
            merge = Named("merge", Linear(width, width));
            OwnParameter(Table, (2 * Window - 1) * (2 * Window - 1), width / HeadWidth);
            OwnBuffer(Index, ScalarType.Int64, Places, Places);
            scale = 1 / Math.Sqrt(width);
        }

        internal override Tensor Initial(string name, long[] shape, Generator generator) =>
            name == Index ? RelativePositions.Index(Window).view(shape) : empty(shape).normal_(0, 0.02, generator);

        protected override Tensor Compute(Tensor x)
        {
            // [3, N, windows, heads, places, width of a head]
            Tensor parts = qkv.call(x).unflatten(3, 3, -1, HeadWidth).permute(3, 0, 1, 4, 2, 5);
            Tensor mixed = Attention.Attend(parts[0], parts[1] * scale, parts[2], RelativePositions.Bias(Own(Table), Own(Index), Places));
            return merge.call(mixed.transpose(2, 3).flatten(3));
        }
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        new()
        {
            Name = "maxvit_t",
            Family = "MaxViT",
            DefaultLayer = "blocks.3.layers.1.layers.MBconv.layers.conv_c",
            WholeMapLayer = "blocks.3",
            WholeMapIsRectified = false,
            Parameters = 30_919_624,
            MinimumInputSize = InputSize,
            OnlyInputSize = InputSize,
            Weights = Listing.Of("maxvit_t", [new("V1", "maxvit_t-bc5ab103.pth", 118.7, 224, 224, Interpolation.Bicubic)]),
            Create = classes => new MaxVit(classes),
            LayoutOf = LayoutOf,
            ClassifierWeight = "classifier.5.weight",
            Initial = new() { Convolution = InitialLaw.Normal002, Linear = InitialLaw.Normal002, LinearBiasIsZero = true },
        },
    ];
}
