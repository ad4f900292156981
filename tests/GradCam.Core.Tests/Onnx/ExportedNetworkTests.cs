using GradCam.Core.Tests.Reference;
using GradCam.Networks;
using GradCam.Sources;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Onnx;

/// <summary>
/// Networks that PyTorch exported against the catalogue's own with the same weights, on the figures' picture: logits, the layers of the figures, their maps, and
/// the gradient at the input.
/// </summary>
[Collection(nameof(WholeNetworks))]
public sealed class ExportedNetworkTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Small = ["shufflenet_v2_x0_5-13", "mobilenet_v3_small-14", "mnasnet0_5-13-dynamic", "squeezenet1_1-13", "resnet18-11"];

    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-onnx-").FullName;

    /// <summary>The smallest of them, and all with the environment variable GRADCAM_ALL_NETWORKS=1.</summary>
    public static TheoryData<string> Graphs => [.. ExportedGraphs.Kept.Where(name => Environment.GetEnvironmentVariable("GRADCAM_ALL_NETWORKS") is "1" || Small.Contains(name))];

    /// <summary>Graphs that make_onnx_networks.py wrote into a folder, for the longer run.</summary>
    public static TheoryData<string> Others => Environment.GetEnvironmentVariable("GRADCAM_ONNX_GRAPHS") is { Length: > 0 } graphs
        ? [.. Directory.EnumerateFiles(graphs, "*.onnx").Order(StringComparer.Ordinal)]
        : [];

    [Theory, MemberData(nameof(Graphs))]
    public void Graph_WithTheWeightsOfTheFigures_AgreesWithTheCataloguesNetwork(string name) =>
        Compare(ExportedGraphs.Write(folder, name), ExportedGraphs.NetworkOf(name));

    [Theory, MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void Graph_OfTheFolder_AgreesWithTheCataloguesNetwork(string path)
    {
        string model = Path.Combine(folder, Path.GetFileName(path));
        File.Copy(path, model);
        string network = ExportedGraphs.NetworkOf(Path.GetFileNameWithoutExtension(path));
        ExportedGraphs.WriteWeights(model, network);
        Compare(model, network);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Compare(string model, string name)
    {
        NetworkFigures figures = NetworkFigures.Of(name);
        NetworkDefinition definition = NetworkCatalog.Find(name);
        using DisposeScope scope = NewDisposeScope();
        Tensor picture = FormulaPicture.Input(figures.InputSize);
        string[] layers = [.. figures.Layers.Values.Select(layer => layer.Name).Distinct()];
        using nn.Module<Tensor, Tensor> empty = definition.Create(1000);
        Dictionary<string, Tensor> checkpoint = NetworkMeasurement.Checkpoint(empty, figures);
        using nn.Module<Tensor, Tensor> own = ModuleWeights.Build(definition, checkpoint, "the formula checkpoint");
        Recorded expected = Recorded.Of(own, picture, layers, definition.LayoutOf, figures.ClassId);
        using Network network = NetworkSources.Open(model, new LoadOptions { InputSize = figures.InputSize });
        string[] same = [.. layers.Select(layer => Assert.Single(network.LayersCalled(layer)))];
        Recorded actual = Recorded.Of(network.Module, picture, same, network.LayoutOf, figures.ClassId);
        Dictionary<string, double> distances = actual.DistancesFrom(expected);
        output.WriteLine($"{Path.GetFileName(model)}: default {network.DefaultLayer}; {string.Join(", ", distances.Select(distance => $"{distance.Key} {distance.Value:g2}"))}");
        Assert.All(distances, distance => Assert.True(distance.Value <= Bound(name, distance.Key, figures), $"{distance.Key}: {distance.Value:g2}"));
        checkpoint.Values.ToList().ForEach(weight => weight.Dispose());
    }

    /// <summary>As of the figures: a rounding that opens or closes a rectifier moves the gradient at the input, and hardly anything else.</summary>
    private static double Bound(string network, string quantity, NetworkFigures figures) => quantity switch
    {
        "guided" => 1e-2,
        "input-gradient" when figures.Shapes.ContainsKey("guided") => 1e-1,
        "input-gradient" when network.StartsWith("efficientnet", StringComparison.Ordinal) => 5e-5,
        _ => 2e-5,
    };
}
