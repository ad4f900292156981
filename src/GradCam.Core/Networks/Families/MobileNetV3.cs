using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>MobileNetV3 (Howard et al., arXiv 1905.02244, tables 1 and 2).</summary>
internal sealed class MobileNetV3 : NetworkPart
{
    private const double Eps = 1e-3, Momentum = 0.01;

    private readonly Chain features, classifier;
    private readonly AdaptiveAvgPool2d avgpool;

    /// <param name="blocks">The blocks between the first and the last convolution.</param>
    /// <param name="lastWidth">Width of the classifier's hidden layer.</param>
    /// <param name="classes">How many logits.</param>
    private MobileNetV3(Block[] blocks, int lastWidth, int classes)
        : base(nameof(MobileNetV3))
    {
        int width = 6 * blocks[^1].To;
        features = Named("features", new Chain(
        [
            Layer(3, 16, 3, nn.Hardswish(), stride: 2),
            .. blocks.Select(block => new InvertedResidual(block)),
            Layer(blocks[^1].To, width, 1, nn.Hardswish()),
        ]));
        avgpool = Named("avgpool", nn.AdaptiveAvgPool2d(1));
        classifier = Named("classifier", new Chain(Linear(width, lastWidth), nn.Hardswish(), nn.Dropout(0.2), Linear(lastWidth, classes)));
    }

    protected override Tensor Compute(Tensor x) => classifier.call(avgpool.call(features.call(x)).flatten(1));

    private static Chain Layer(int from, int to, int kernel, nn.Module<Tensor, Tensor>? activation, int stride = 1, int groups = 1) =>
        NormedConvolution(from, to, kernel, activation, stride, groups, Eps, Momentum);

    /// <summary>A line of the paper's tables.</summary>
    /// <param name="From">Channels of the input.</param>
    /// <param name="Kernel">Side of the depthwise kernel.</param>
    /// <param name="Expanded">Channels of the depthwise convolution.</param>
    /// <param name="To">Channels of the output.</param>
    /// <param name="Squeezed">Channels within the squeeze and excitation; 0 for none.</param>
    /// <param name="IsHard">Whether the activations are hard swishes, not rectifiers.</param>
    /// <param name="Stride">The depthwise convolution's.</param>
    private sealed record Block(int From, int Kernel, int Expanded, int To, int Squeezed, bool IsHard, int Stride);

    private sealed class InvertedResidual : NetworkPart
    {
        private readonly Chain block;
        private readonly bool hasShortcut;

        public InvertedResidual(Block shape)
            : base(nameof(InvertedResidual))
        {
            List<nn.Module<Tensor, Tensor>> steps = [];
            if (shape.Expanded != shape.From)
            {
                steps.Add(Layer(shape.From, shape.Expanded, 1, Activation(shape)));
            }

            steps.Add(Layer(shape.Expanded, shape.Expanded, shape.Kernel, Activation(shape), shape.Stride, groups: shape.Expanded));
            if (shape.Squeezed > 0)
            {
                steps.Add(new SqueezeExcitation(shape.Expanded, shape.Squeezed, new Rectifier(), nn.Hardsigmoid()));
            }

            steps.Add(Layer(shape.Expanded, shape.To, 1, activation: null));
            block = Named("block", new Chain(steps));
            hasShortcut = shape.Stride == 1 && shape.From == shape.To;
        }

        protected override Tensor Compute(Tensor x) => hasShortcut ? block.call(x).Plus(x) : block.call(x);

        private static nn.Module<Tensor, Tensor> Activation(Block shape) => shape.IsHard ? nn.Hardswish() : new Rectifier();
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        Define("mobilenet_v3_small", 2_542_856, 1024, [new("V1", "mobilenet_v3_small-047dcff4.pth", 9.8, 256)],
        [
            new(16, 3, 16, 16, 8, false, 2),
            new(16, 3, 72, 24, 0, false, 2),
            new(24, 3, 88, 24, 0, false, 1),
            new(24, 5, 96, 40, 24, true, 2),
            new(40, 5, 240, 40, 64, true, 1),
            new(40, 5, 240, 40, 64, true, 1),
            new(40, 5, 120, 48, 32, true, 1),
            new(48, 5, 144, 48, 40, true, 1),
            new(48, 5, 288, 96, 72, true, 2),
            new(96, 5, 576, 96, 144, true, 1),
            new(96, 5, 576, 96, 144, true, 1),
        ]),
        Define("mobilenet_v3_large", 5_483_032, 1280,
            [
                new("V2", "mobilenet_v3_large-5c1a4163.pth", 21.1, 232),
                new("V1", "mobilenet_v3_large-8738ca79.pth", 21.1, 256),
            ],
        [
            new(16, 3, 16, 16, 0, false, 1),
            new(16, 3, 64, 24, 0, false, 2),
            new(24, 3, 72, 24, 0, false, 1),
            new(24, 5, 72, 40, 24, false, 2),
            new(40, 5, 120, 40, 32, false, 1),
            new(40, 5, 120, 40, 32, false, 1),
            new(40, 3, 240, 80, 0, true, 2),
            new(80, 3, 200, 80, 0, true, 1),
            new(80, 3, 184, 80, 0, true, 1),
            new(80, 3, 184, 80, 0, true, 1),
            new(80, 3, 480, 112, 120, true, 1),
            new(112, 3, 672, 112, 168, true, 1),
            new(112, 5, 672, 160, 168, true, 2),
            new(160, 5, 960, 160, 240, true, 1),
            new(160, 5, 960, 160, 240, true, 1),
        ]),
    ];

    private static NetworkDefinition Define(string name, long parameters, int lastWidth, IReadOnlyList<Listing> weights, Block[] blocks) => new()
    {
        Name = name,
        Family = "MobileNet",
        DefaultLayer = $"features.{blocks.Length + 1}.0",
        WholeMapLayer = $"features.{blocks.Length + 1}",
        WholeMapIsRectified = false,
        Parameters = parameters,
        Weights = Listing.Of(name, weights),
        Create = classes => new MobileNetV3(blocks, lastWidth, classes),
        ClassifierWeight = "classifier.3.weight",
        Initial = new() { Convolution = InitialLaw.HeFanOut, Linear = InitialLaw.Normal001, LinearBiasIsZero = true },
    };
}
