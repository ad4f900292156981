using GradCam.Core.Tests.Reference;
using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Recording;

/// <summary>A small network of ordinary parts with weights by formula, and pictures for it.</summary>
internal static class SmallNetwork
{
    public const string Layer = "3";

    public const int Classes = 4, Side = 16;

    /// <summary>Convolution, batch norm, rectifier, convolution, ReLU6, pooling and 4 classes, in training mode; the caller's to dispose.</summary>
    public static nn.Module<Tensor, Tensor> Create()
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> network = nn.Sequential(
            nn.Conv2d(3, 8, 3, padding: 1),
            nn.BatchNorm2d(8),
            new Rectifier(),
            nn.Conv2d(8, 6, 3, padding: 1),
            new Rectifier(ceiling6: true),
            nn.AdaptiveAvgPool2d(2),
            nn.Flatten(),
            nn.Linear(24, Classes));
        Dictionary<string, Tensor> weights = FormulaCheckpoint.For(network);
        network.load_state_dict(weights);
        foreach (Tensor weight in weights.Values)
        {
            weight.Dispose();
        }

        return network;
    }

    /// <summary>An explainer of it, for pictures of 16 x 16.</summary>
    public static Explainer Explainer(nn.Module<Tensor, Tensor> network, string layer = Layer) => GradCam.Explainer.FromModule(
        network, new NetworkFacts { DefaultLayer = layer, Preprocessing = Preprocessing.ImageNet with { InputSize = Side } });

    public static nn.Module Part(nn.Module network, string name) => network.named_modules().Single(part => part.name == name).module;

    /// <summary>Different pictures [count,3,size,size] of numbers in [-1,1]; the caller's to dispose.</summary>
    public static Tensor Pictures(int count, int size = Side)
    {
        var random = new Random(count);
        return tensor([.. Enumerable.Range(0, count * 3 * size * size).Select(_ => (float)((2 * random.NextDouble()) - 1))], [count, 3, size, size]);
    }
}
