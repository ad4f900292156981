using GradCam.Imaging;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// The vision transformer (Dosovitskiy et al., arXiv 2010.11929, section 3.1). Tokens are [N,1+h*w,C], the class token first; the
/// position embedding fits one input size alone.
/// </summary>
internal sealed class VisionTransformer : NetworkPart
{
    private const double Eps = 1e-6;
    private const string ClassToken = "class_token", PositionEmbedding = "pos_embedding";

    private readonly Conv2d patches;
    private readonly Encoder encoder;
    private readonly Chain heads;

    private VisionTransformer(Shape shape, int inputSize, int classes)
        : base(nameof(VisionTransformer))
    {
        OwnParameter(ClassToken, 1, 1, shape.Width);
        int side = inputSize / shape.Patch;
        patches = Named("conv_proj", Convolution(3, shape.Width, kernel: shape.Patch, stride: shape.Patch, bias: true));
        encoder = Named("encoder", new Encoder(shape, 1 + side * side));
        heads = Named("heads", new Chain(("head", Linear(shape.Width, classes))));
    }

    internal override Tensor Initial(string name, long[] shape, Generator generator) => zeros(shape);

    protected override Tensor Compute(Tensor x)
    {
        Tensor tokens = patches.call(x).flatten(2).transpose(1, 2);
        Tensor first = Own(ClassToken).expand(x.shape[0], -1, -1);
        return heads.call(encoder.call(cat([first, tokens], 1))[.., 0]);
    }

    private static ActivationLayout LayoutOf(string layer) =>
        layer.StartsWith("encoder", StringComparison.Ordinal) ? ActivationLayout.Tokens(1) : ActivationLayout.ChannelsFirst;

    /// <summary>The input size that a state dictionary was made for: that of its position embedding.</summary>
    private static int? InputSizeOf(IReadOnlyDictionary<string, Tensor> tensors, int patch) =>
        tensors.TryGetValue($"encoder.{PositionEmbedding}", out Tensor? embedding) && embedding.dim() == 3 && embedding.shape[1] is > 1 and < 1 << 20
            ? patch * (int)Math.Sqrt(embedding.shape[1] - 1)
            : null;

    /// <summary>What the networks of this family differ in.</summary>
    private sealed record Shape(int Patch, int Layers, int Heads, int Width, int Hidden);

    private sealed class Encoder : NetworkPart
    {
        private readonly Chain layers;
        private readonly Dropout dropout;
        private readonly LayerNorm norm;

        public Encoder(Shape shape, int tokens)
            : base(nameof(Encoder))
        {
            OwnParameter(PositionEmbedding, 1, tokens, shape.Width);
            dropout = Named("dropout", nn.Dropout(0));
            layers = Named("layers", new Chain(
                Enumerable.Range(0, shape.Layers).Select((string, nn.Module<Tensor, Tensor>) (i) => ($"encoder_layer_{i}", new EncoderBlock(shape)))));
            norm = Named("ln", LayerNorm(shape.Width, Eps));
        }

        internal override Tensor Initial(string name, long[] shape, Generator generator) => empty(shape).normal_(0, 0.02, generator);

        protected override Tensor Compute(Tensor x) => norm.call(layers.call(dropout.call(x.Plus(Own(PositionEmbedding)))));
    }

    private sealed class EncoderBlock : NetworkPart
    {
        private readonly LayerNorm norm1, norm2;
        private readonly SelfAttention attention;
        private readonly Dropout dropout;
        private readonly Chain mlp;

        public EncoderBlock(Shape shape)
            : base(nameof(EncoderBlock))
        {
            norm1 = Named("ln_1", LayerNorm(shape.Width, Eps));
            attention = Named("self_attention", new SelfAttention(shape));
            dropout = Named("dropout", nn.Dropout(0));
            norm2 = Named("ln_2", LayerNorm(shape.Width, Eps));
            mlp = Named("mlp", Perceptron(shape.Width, shape.Hidden));
        }

        protected override Tensor Compute(Tensor x)
        {
            Tensor y = x.Plus(dropout.call(attention.call(norm1.call(x))));
            return y.Plus(mlp.call(norm2.call(y)));
        }
    }

    /// <summary>Attention of several heads with the names of PyTorch's <c>MultiheadAttention</c>.</summary>
    private sealed class SelfAttention : NetworkPart
    {
        private const string Weight = "in_proj_weight", Bias = "in_proj_bias";

        private readonly Linear output;
        private readonly Scalar scale;
        private readonly long heads;

        public SelfAttention(Shape shape)
            : base("MultiheadAttention")
        {
            OwnParameter(Weight, 3 * shape.Width, shape.Width);
            OwnParameter(Bias, 3 * shape.Width);
            output = Named("out_proj", Linear(shape.Width, shape.Width));
            heads = shape.Heads;
            scale = 1 / Math.Sqrt(shape.Width / shape.Heads);
        }

        internal override Tensor Initial(string name, long[] shape, Generator generator)
        {
            double bound = shape.Length == 1 ? 0 : Math.Sqrt(6.0 / (shape[0] + shape[1]));
            return empty(shape).uniform_(-bound, bound, generator);
        }

        protected override Tensor Compute(Tensor x)
        {
            long[] shape = x.shape;
            // [3,N,heads,tokens,width of a head]
            Tensor projected = nn.functional.linear(x, Own(Weight), Own(Bias))
                .view(shape[0], shape[1], 3, heads, shape[2] / heads).permute(2, 0, 3, 1, 4);
            Tensor mixed = Attention.Attend(projected[0] * scale, projected[1], projected[2]);
            return nn.functional.linear(mixed.transpose(1, 2).reshape(shape), output.weight!, output.bias);
        }
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        Define("vit_b_16", 86_567_656, new Shape(16, 12, 12, 768, 3072),
            [
                new("V1", "vit_b_16-c867db91.pth", 330.3, 256),
                new("SWAG_E2E_V1", "vit_b_16_swag-9ac1b537.pth", 331.4, 384, 384, Interpolation.Bicubic),
                new("SWAG_LINEAR_V1", "vit_b_16_lc_swag-4e70ced5.pth", 330.3, 224, 224, Interpolation.Bicubic),
            ]),
        Define("vit_b_32", 88_224_232, new Shape(32, 12, 12, 768, 3072), [new("V1", "vit_b_32-d86f8d99.pth", 336.6, 256)]),
        Define("vit_l_16", 304_326_632, new Shape(16, 24, 16, 1024, 4096),
            [
                new("V1", "vit_l_16-852ce7e3.pth", 1161.0, 242),
                new("SWAG_E2E_V1", "vit_l_16_swag-4f3808c9.pth", 1164.2, 512, 512, Interpolation.Bicubic),
                new("SWAG_LINEAR_V1", "vit_l_16_lc_swag-4d563306.pth", 1161.0, 224, 224, Interpolation.Bicubic),
            ]),
        Define("vit_l_32", 306_535_400, new Shape(32, 24, 16, 1024, 4096), [new("V1", "vit_l_32-c7638314.pth", 1169.4, 256)]),
        Define("vit_h_14", 632_045_800, new Shape(14, 32, 16, 1280, 5120),
            [
                new("SWAG_E2E_V1", "vit_h_14_swag-80465313.pth", 2416.6, 518, 518, Interpolation.Bicubic),
                new("SWAG_LINEAR_V1", "vit_h_14_lc_swag-c1eb923e.pth", 2411.2, 224, 224, Interpolation.Bicubic),
            ]),
    ];

    private static NetworkDefinition Define(string name, long parameters, Shape shape, IReadOnlyList<Listing> weights) => new()
    {
        Name = name,
        Family = "vision transformer",
        // The last convolution is the first layer; and behind the last attention only the class token counts.
        DefaultLayer = $"encoder.layers.encoder_layer_{shape.Layers - 1}.ln_1",
        WholeMapLayer = $"encoder.layers.encoder_layer_{shape.Layers - 1}.ln_1",
        WholeMapIsRectified = false,
        Parameters = parameters,
        MinimumInputSize = shape.Patch,
        Weights = Listing.Of(name, weights),
        LayoutOf = LayoutOf,
        Create = classes => new VisionTransformer(shape, 224, classes),
        CreateForSize = (classes, inputSize) => new VisionTransformer(shape, inputSize, classes),
        InputSizeOf = tensors => InputSizeOf(tensors, shape.Patch),
        ClassifierWeight = "heads.head.weight",
        Initial = new()
        {
            Convolution = InitialLaw.NormalFanIn,
            Linear = InitialLaw.Xavier,
            LinearBiasIsZero = true,
            Exceptions =
            [
                ("out_proj.weight", InitialLaw.Default),
                ("heads.head.weight", InitialLaw.Zero),
                (".mlp.0.bias", InitialLaw.Normal1e6),
                (".mlp.3.bias", InitialLaw.Normal1e6),
            ],
        },
    };
}
