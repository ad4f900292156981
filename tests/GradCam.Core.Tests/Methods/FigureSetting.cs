using GradCam.Networks;
using GradCam.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>A network, a picture and a class of the figures.</summary>
/// <param name="name">Such as <c>densenet121-two_classes-6</c>, or <c>tiny</c>.</param>
/// <param name="type">What it is computed in: float32, or float64 for network and input.</param>
internal sealed class FigureSetting(string name, ScalarType type) : IDisposable
{
    private readonly Network file = name == "tiny"
        ? TinyNetwork.Create()
        : NetworkSources.Open(Path.Combine(SourceTree.Root, "examples", "densenet121-shapes.safetensors"), new LoadOptions());

    private bool isConverted;

    /// <summary>The class that is explained.</summary>
    public int ClassId => name == "tiny" ? 4 : int.Parse(name.Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The picture's name.</summary>
    public string Picture => name == "tiny" ? name : name.Split('-')[1];

    /// <summary>The layers that have figures.</summary>
    public IReadOnlyList<string> Layers => name == "tiny"
        ? ["features.conv2", "features.relu2", "features.relu3"]
        : ["features.transition1", "features.denseblock4.denselayer16.conv2", "features.norm5"];

    /// <summary>The network; in float64 nothing is folded.</summary>
    public Network Network
    {
        get
        {
            if (type == ScalarType.Float32)
            {
                return file;
            }

            if (!isConverted)
            {
                file.Module.to(type);
                isConverted = true;
            }

            return new Network(file.Module, file.Facts) { IsOurs = true };
        }
    }

    /// <summary>The input, rounded to float32 once as every step of it is: [1, 3, S, S].</summary>
    public Tensor Input()
    {
        Preprocessing preprocessing = file.Facts.Preprocessing;
        byte[] levels = MethodFigures.Picture(Picture);
        int plane = preprocessing.InputSize * preprocessing.InputSize;
        float[] values = new float[3 * plane];
        for (int i = 0; i < values.Length; i++)
        {
            int channel = i / plane;
            values[i] = ((levels[(3 * (i % plane)) + channel] / 255f) - preprocessing.Mean[channel]) / preprocessing.Std[channel];
        }

        return tensor(values, [1, 3, preprocessing.InputSize, preprocessing.InputSize]).to(type);
    }

    public void Dispose() => file.Dispose();
}
