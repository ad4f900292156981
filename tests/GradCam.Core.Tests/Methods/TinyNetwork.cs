using GradCam.Core.Tests.Reference;
using GradCam.Networks;
using GradCam.Sources;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>The network of the figures "tiny": three convolutions on pictures of 32 x 32, weights by formula, the classifier's times 8.</summary>
internal sealed class TinyNetwork : NetworkPart
{
    public const int Side = 32, Classes = 5;

    private const int Seed = 7;

    private readonly Chain features;
    private readonly Linear classifier;

    private TinyNetwork()
        : base(nameof(TinyNetwork))
    {
        features = Named("features", new Chain(
            ("conv1", Convolution(3, 8, kernel: 3, padding: 1)),
            ("norm1", Norm(8)),
            ("relu1", new Rectifier()),
            ("pool1", nn.MaxPool2d(2)),
            ("conv2", Convolution(8, 12, kernel: 3, padding: 1, bias: true)),
            ("relu2", new Rectifier()),
            ("pool2", nn.AvgPool2d(2)),
            ("conv3", Convolution(12, 16, kernel: 3, padding: 1, bias: true)),
            ("relu3", new Rectifier())));
        classifier = Named("classifier", Linear(16, Classes));
    }

    /// <summary>The network with its facts; the caller's to dispose.</summary>
    /// <param name="isOurs">Whether it counts as one of the catalogue's, or as a caller's own module.</param>
    public static Network Create(bool isOurs = true)
    {
        var network = new TinyNetwork();
        Dictionary<string, Tensor> weights = FormulaCheckpoint.For(network, Seed);
        using (Scalar gain = 8)
        {
            weights["classifier.weight"].mul_(gain);
        }

        ModuleWeights.Load(network, weights, "the formula");
        network.eval();
        foreach (Tensor weight in weights.Values)
        {
            weight.Dispose();
        }

        return new Network(network, new NetworkFacts { Name = "tiny", Preprocessing = new Preprocessing(Side, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f], false) })
        {
            IsOurs = isOurs,
            Owned = [network],
        };
    }

    protected override Tensor Compute(Tensor x) => classifier.call(features.call(x).mean([2, 3]));
}
