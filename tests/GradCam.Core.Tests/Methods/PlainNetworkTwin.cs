using GradCam.Networks;
using GradCam.Sources;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary><see cref="PlainNetwork"/> as the library runs it, in float64.</summary>
internal sealed class PlainNetworkTwin : NetworkPart
{
    public const string FirstLayer = "conv1", Layer = "conv2";

    private readonly Conv2d conv1, conv2;
    private readonly Rectifier relu;
    private readonly Linear classifier;

    private PlainNetworkTwin()
        : base(nameof(PlainNetworkTwin))
    {
        conv1 = Named(FirstLayer, Convolution(PlainNetwork.Colours, PlainNetwork.First, kernel: 3, padding: 1, bias: true));
        relu = Named("relu", new Rectifier());
        conv2 = Named(Layer, Convolution(PlainNetwork.First, PlainNetwork.Channels, kernel: 3, padding: 1, bias: true));
        classifier = Named("classifier", Linear(PlainNetwork.Channels, PlainNetwork.Classes));
    }

    /// <summary>The network with its facts; the caller's to dispose.</summary>
    public static Network Create()
    {
        var network = new PlainNetworkTwin();
        using (DisposeScope scope = NewDisposeScope())
        {
            ModuleWeights.Load(network, new Dictionary<string, Tensor>
            {
                ["conv1.weight"] = tensor(PlainNetwork.Conv1, [PlainNetwork.First, PlainNetwork.Colours, 3, 3]),
                ["conv1.bias"] = tensor(PlainNetwork.Bias1),
                ["conv2.weight"] = tensor(PlainNetwork.Conv2, [PlainNetwork.Channels, PlainNetwork.First, 3, 3]),
                ["conv2.bias"] = tensor(PlainNetwork.Bias2),
                ["classifier.weight"] = tensor(PlainNetwork.Classifier, [PlainNetwork.Classes, PlainNetwork.Channels]),
                ["classifier.bias"] = tensor(PlainNetwork.ClassifierBias),
            }, "the formula");
        }

        network.to(ScalarType.Float64);
        network.eval();
        return new Network(network, new NetworkFacts
        {
            Name = "plain",
            DefaultLayer = Layer,
            Preprocessing = new Preprocessing(PlainNetwork.Side, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f], false),
        })
        {
            IsOurs = true,
            Owned = [network],
        };
    }

    protected override Tensor Compute(Tensor x)
    {
        Tensor y = nn.functional.avg_pool2d(relu.call(conv1.call(x)), 2);
        return classifier.call(relu.call(conv2.call(y)).mean([2, 3]));
    }
}
