using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>VGG without batch normalisation (Simonyan and Zisserman, arXiv 1409.1556, table 1, columns D and E).</summary>
internal sealed class Vgg : NetworkPart
{
    private static readonly int[] Widths = [64, 128, 256, 512, 512];

    private readonly Chain features, classifier;
    private readonly AdaptiveAvgPool2d avgpool;

    /// <param name="depths">How many convolutions stand before each of the five poolings.</param>
    /// <param name="classes">How many logits.</param>
    private Vgg(int[] depths, int classes)
        : base("VGG")
    {
        features = Named("features", new Chain(Features(depths)));
        avgpool = Named("avgpool", nn.AdaptiveAvgPool2d(7));
        classifier = Named("classifier", new Chain(
            Linear(512 * 7 * 7, 4096), new Rectifier(), nn.Dropout(0.5),
            Linear(4096, 4096), new Rectifier(), nn.Dropout(0.5),
            Linear(4096, classes)));
    }

    protected override Tensor Compute(Tensor x) => classifier.call(avgpool.call(features.call(x)).flatten(1));

    private static List<nn.Module<Tensor, Tensor>> Features(int[] depths)
    {
        List<nn.Module<Tensor, Tensor>> layers = [];
        int channels = 3;
        foreach ((int width, int depth) in Widths.Zip(depths))
        {
            for (int i = 0; i < depth; i++)
            {
                layers.Add(Convolution(channels, width, kernel: 3, padding: 1, bias: true));
                layers.Add(new Rectifier());
                channels = width;
            }

            layers.Add(nn.MaxPool2d(2));
        }

        return layers;
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        Define("vgg16", 138_357_544, [2, 2, 3, 3, 3], 28, "vgg16-397923af.pth", 527.796) with { Aliases = ["vgg"] },
        Define("vgg19", 143_667_240, [2, 2, 4, 4, 4], 34, "vgg19-dcbb9e9d.pth", 548.051),
    ];

    private static NetworkDefinition Define(string name, long parameters, int[] depths, int lastConvolution, string file, double mebibytes) => new()
    {
        Name = name,
        DefaultLayer = $"features.{lastConvolution}",
        WholeMapLayer = $"features.{lastConvolution + 1}",
        Parameters = parameters,
        MinimumInputSize = 32,
        Weights = [NetworkWeights.Of(name, "V1", file, mebibytes, Preprocessing.Crop(256))],
        Create = classes => new Vgg(depths, classes),
        ClassifierWeight = "classifier.6.weight",
        Initial = new() { Convolution = InitialLaw.HeFanOut, Linear = InitialLaw.Normal001, LinearBiasIsZero = true },
    };
}
