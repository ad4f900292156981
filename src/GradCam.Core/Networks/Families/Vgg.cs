using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// VGG (Simonyan and Zisserman, arXiv 1409.1556, table 1, columns A, B, D and E); also with a batch normalisation behind each
/// convolution, which keeps its bias.
/// </summary>
internal sealed class Vgg : NetworkPart
{
    private static readonly int[] Widths = [64, 128, 256, 512, 512];

    private readonly Chain features, classifier;
    private readonly AdaptiveAvgPool2d avgpool;

    /// <param name="depths">How many convolutions stand before each of the five poolings.</param>
    /// <param name="isNormed">Whether a batch normalisation follows each convolution.</param>
    /// <param name="classes">How many logits.</param>
    private Vgg(int[] depths, bool isNormed, int classes)
        : base("VGG")
    {
        features = Named("features", new Chain(Features(depths, isNormed)));
        avgpool = Named("avgpool", nn.AdaptiveAvgPool2d(7));
        classifier = Named("classifier", new Chain(
            Linear(512 * 7 * 7, 4096), new Rectifier(), nn.Dropout(0.5),
            Linear(4096, 4096), new Rectifier(), nn.Dropout(0.5),
            Linear(4096, classes)));
    }

    protected override Tensor Compute(Tensor x) => classifier.call(avgpool.call(features.call(x)).flatten(1));

    private static List<nn.Module<Tensor, Tensor>> Features(int[] depths, bool isNormed)
    {
        List<nn.Module<Tensor, Tensor>> layers = [];
        int channels = 3;
        foreach ((int width, int depth) in Widths.Zip(depths))
        {
            for (int i = 0; i < depth; i++)
            {
                layers.Add(Convolution(channels, width, kernel: 3, padding: 1, bias: true));
                if (isNormed)
                {
                    layers.Add(Norm(width));
                }

                layers.Add(new Rectifier());
                channels = width;
            }

            layers.Add(nn.MaxPool2d(2));
        }

        return layers;
    }

    public static IReadOnlyList<NetworkDefinition> Definitions { get; } =
    [
        Define("vgg16", 138_357_544, [2, 2, 3, 3, 3], isNormed: false, "vgg16-397923af.pth", 527.796) with { Aliases = ["vgg"], Preprocessing = Preprocessing.ImageNet },
        Define("vgg19", 143_667_240, [2, 2, 4, 4, 4], isNormed: false, "vgg19-dcbb9e9d.pth", 548.051) with { Preprocessing = Preprocessing.ImageNet },
        Define("vgg11", 132_863_336, [1, 1, 2, 2, 2], isNormed: false, "vgg11-8a719046.pth", 506.8),
        Define("vgg13", 133_047_848, [2, 2, 2, 2, 2], isNormed: false, "vgg13-19584684.pth", 507.5),
        Define("vgg11_bn", 132_868_840, [1, 1, 2, 2, 2], isNormed: true, "vgg11_bn-6002323d.pth", 506.9),
        Define("vgg13_bn", 133_053_736, [2, 2, 2, 2, 2], isNormed: true, "vgg13_bn-abd245e5.pth", 507.6),
        Define("vgg16_bn", 138_365_992, [2, 2, 3, 3, 3], isNormed: true, "vgg16_bn-6c64b313.pth", 527.9),
        Define("vgg19_bn", 143_678_248, [2, 2, 4, 4, 4], isNormed: true, "vgg19_bn-c79401a0.pth", 548.2),
    ];

    private static NetworkDefinition Define(string name, long parameters, int[] depths, bool isNormed, string file, double mebibytes)
    {
        // After the last convolution come its norm, if any, a rectifier and a pooling.
        int lastConvolution = depths.Sum() * (isNormed ? 3 : 2) + depths.Length - (isNormed ? 4 : 3);
        return new NetworkDefinition
        {
            Name = name,
            Family = "VGG",
            DefaultLayer = $"features.{lastConvolution}",
            WholeMapLayer = $"features.{lastConvolution + (isNormed ? 2 : 1)}",
            Parameters = parameters,
            MinimumInputSize = 32,
            Weights = Listing.Of(name, new Listing("V1", file, mebibytes, 256)),
            Create = classes => new Vgg(depths, isNormed, classes),
            ClassifierWeight = "classifier.6.weight",
            Initial = new() { Convolution = InitialLaw.HeFanOut, Linear = InitialLaw.Normal001, LinearBiasIsZero = true },
        };
    }
}
