using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// SqueezeNet (Iandola et al., arXiv 1602.07360, table 1), and its lighter version 1.1. Its classifier is a convolution with a channel
/// a class, rectified and averaged: logits are never negative, and the last convolution's map is the class's own channel.
/// </summary>
internal sealed class SqueezeNet : NetworkPart
{
    private readonly Chain features, classifier;

    private SqueezeNet(IEnumerable<nn.Module<Tensor, Tensor>> features, int classes)
        : base(nameof(SqueezeNet))
    {
        this.features = Named("features", new Chain(features));
        classifier = Named("classifier", new Chain(
            nn.Dropout(0.5), Convolution(512, classes, kernel: 1, bias: true), new Rectifier(), nn.AdaptiveAvgPool2d(1)));
    }

    protected override Tensor Compute(Tensor x) => classifier.call(features.call(x)).flatten(1);

    private static IEnumerable<nn.Module<Tensor, Tensor>> Version10() =>
    [
        Convolution(3, 96, kernel: 7, stride: 2, bias: true), new Rectifier(), Pooling(),
        new Fire(96, 16, 64), new Fire(128, 16, 64), new Fire(128, 32, 128), Pooling(),
        new Fire(256, 32, 128), new Fire(256, 48, 192), new Fire(384, 48, 192), new Fire(384, 64, 256), Pooling(),
        new Fire(512, 64, 256),
    ];

    private static IEnumerable<nn.Module<Tensor, Tensor>> Version11() =>
    [
        Convolution(3, 64, kernel: 3, stride: 2, bias: true), new Rectifier(), Pooling(),
        new Fire(64, 16, 64), new Fire(128, 16, 64), Pooling(),
        new Fire(128, 32, 128), new Fire(256, 32, 128), Pooling(),
        new Fire(256, 48, 192), new Fire(384, 48, 192), new Fire(384, 64, 256), new Fire(512, 64, 256),
    ];

    private static MaxPool2d Pooling() => nn.MaxPool2d(3, stride: 2, ceil_mode: true);

    /// <summary>Squeezes the channels, then expands them by small and large kernels side by side.</summary>
    private sealed class Fire : NetworkPart
    {
        private readonly Conv2d squeeze, expand1x1, expand3x3;
        private readonly Rectifier squeezed, expanded1x1, expanded3x3;

        public Fire(int from, int within, int each)
            : base(nameof(Fire))
        {
            squeeze = Named("squeeze", Convolution(from, within, kernel: 1, bias: true));
            squeezed = Named("squeeze_activation", new Rectifier());
            expand1x1 = Named("expand1x1", Convolution(within, each, kernel: 1, bias: true));
            expanded1x1 = Named("expand1x1_activation", new Rectifier());
            expand3x3 = Named("expand3x3", Convolution(within, each, kernel: 3, padding: 1, bias: true));
            expanded3x3 = Named("expand3x3_activation", new Rectifier());
        }

        protected override Tensor Compute(Tensor x)
        {
            Tensor y = squeezed.call(squeeze.call(x));
            return cat([expanded1x1.call(expand1x1.call(y)), expanded3x3.call(expand3x3.call(y))], 1);
        }
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        Define("squeezenet1_0", 1_248_424, 21, classes => new SqueezeNet(Version10(), classes), [new("V1", "squeezenet1_0-b66bff10.pth", 4.8, 256)]),
        Define("squeezenet1_1", 1_235_496, 17, classes => new SqueezeNet(Version11(), classes), [new("V1", "squeezenet1_1-b8a52dc0.pth", 4.7, 256)]),
    ];

    private static NetworkDefinition Define(
        string name, long parameters, int minimum, Func<int, SqueezeNet> create, IReadOnlyList<Listing> weights) => new()
        {
            Name = name,
            Family = "SqueezeNet",
            DefaultLayer = "classifier.1",
            WholeMapLayer = "features.12",
            Parameters = parameters,
            MinimumInputSize = minimum,
            Weights = Listing.Of(name, weights),
            Create = create,
            ClassifierWeight = "classifier.1.weight",
            Initial = new()
            {
                Convolution = InitialLaw.HeUniform,
                Exceptions = [("classifier.1.weight", InitialLaw.Normal001)],
            },
        };
}
