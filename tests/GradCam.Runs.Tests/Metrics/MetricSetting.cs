using System.Collections.Immutable;
using GradCam.Core.Tests.Methods;
using GradCam.Maps;
using GradCam.Methods;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Runs.Tests.Metrics;

/// <summary>A network, a picture, a class and a map of the figures, ready to be measured.</summary>
internal sealed class MetricSetting : IDisposable
{
    private readonly FigureSetting setting;
    private readonly RandomNetworks random;
    private readonly string[] modules;

    public MetricSetting(string name)
    {
        IsTiny = name == "tiny";
        setting = new FigureSetting(name, ScalarType.Float32);
        Layer = IsTiny ? "features.relu2" : "features.norm5";
        Method = IsTiny ? new LayerCamMethod() : new GradCamMethod();
        Name = name;
        // The figures' own steps: those of the metric are the first and the last of the cascade.
        modules = IsTiny ? [""] : ["classifier", "features.norm5", "features.denseblock4"];
        random = new RandomNetworks(step => RandomisedParameters.Draw(
            setting.Network.Module, parameter => RandomisedParameters.IsUnder(parameter, step == RandomisedStep.Classifier ? ["classifier"] : modules)));
        Probe = new PictureProbe(setting.Network, new ExplainOptions { Pictures = [], Methods = [Method], Layers = [Layer] }, MethodFigures.Picture(setting.Picture));
    }

    public string Name { get; }

    public bool IsTiny { get; }

    public string Layer { get; }

    public IAttributionMethod Method { get; }

    public PictureProbe Probe { get; }

    public int Side => setting.Network.Facts.Preprocessing.InputSize;

    public (int Left, int Top, int Right, int Bottom) Object => Name switch
    {
        "tiny" => (15, 4, 28, 17),
        "densenet121-two_classes-3" => (47, 79, 126, 159),
        _ => (143, 21, 201, 72),
    };

    public GradCam.Sources.Network Network => setting.Network;

    /// <summary>The map of the figures, with the object as its truth.</summary>
    public MetricContext Context(string mask = "mask", (int Left, int Top, int Right, int Bottom)? box = null)
    {
        MeasuredPicture picture = Picture(box ?? Object);
        AttributionMap map = picture.ExplainClass(setting.ClassId)!.Single().Maps[Method.Key];
        return new MetricContext(picture, Layer, Method.Key, map, ImmutableArray.Create(MetricFigures.Read(Name, mask)));
    }

    public MeasuredPicture Picture((int Left, int Top, int Right, int Bottom) box) => new(
        Probe, Target.Class(setting.ClassId), setting.ClassId, IsTiny ? TinyNetwork.Classes : 8, Boxed(box, Side), random);

    public static bool[] Boxed((int Left, int Top, int Right, int Bottom) box, int side) =>
        [.. Enumerable.Range(0, side * side).Select(i => i % side >= box.Left && i % side < box.Right && i / side >= box.Top && i / side < box.Bottom)];

    public void Dispose()
    {
        random.Dispose();
        setting.Dispose();
    }
}
