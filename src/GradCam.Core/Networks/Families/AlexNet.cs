using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>AlexNet of one column (Krizhevsky, arXiv 1404.5997).</summary>
internal sealed class AlexNet : NetworkPart
{
    private readonly Chain features, classifier;
    private readonly AdaptiveAvgPool2d avgpool;

    public AlexNet(int classes)
        : base(nameof(AlexNet))
    {
        features = Named("features", new Chain(
            Convolution(3, 64, kernel: 11, stride: 4, padding: 2, bias: true), new Rectifier(), nn.MaxPool2d(3, stride: 2),
            Convolution(64, 192, kernel: 5, padding: 2, bias: true), new Rectifier(), nn.MaxPool2d(3, stride: 2),
            Convolution(192, 384, kernel: 3, padding: 1, bias: true), new Rectifier(),
            Convolution(384, 256, kernel: 3, padding: 1, bias: true), new Rectifier(),
            Convolution(256, 256, kernel: 3, padding: 1, bias: true), new Rectifier(), nn.MaxPool2d(3, stride: 2)));
        avgpool = Named("avgpool", nn.AdaptiveAvgPool2d(6));
        classifier = Named("classifier", new Chain(
            nn.Dropout(0.5), Linear(256 * 6 * 6, 4096), new Rectifier(),
            nn.Dropout(0.5), Linear(4096, 4096), new Rectifier(),
            Linear(4096, classes)));
    }

    protected override Tensor Compute(Tensor x) => classifier.call(avgpool.call(features.call(x)).flatten(1));

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        new()
        {
            Name = "alexnet",
            Family = "AlexNet",
            DefaultLayer = "features.10",
            WholeMapLayer = "features.11",
            Parameters = 61_100_840,
            MinimumInputSize = 63,
            Weights = Listing.Of("alexnet", [new("V1", "alexnet-owt-7be5be79.pth", 233.1, 256)]),
            Create = classes => new AlexNet(classes),
            ClassifierWeight = "classifier.6.weight",
            Initial = new() { ConvolutionBiasIsZero = false },
        },
    ];
}
