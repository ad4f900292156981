using System.Globalization;
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
        string network = ExportedGraphs.NetworkOf(Path.GetFileNameWithoutExtension(path));
        if (IsFolded(path))
        {
            Compare(path, network);
            return;
        }

        string model = Path.Combine(folder, Path.GetFileName(path));
        File.Copy(path, model);
        ExportedGraphs.WriteWeights(model, network);
        Compare(model, network);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static bool IsFolded(string model) => model.EndsWith("-folded.onnx", StringComparison.Ordinal);

    private void Compare(string model, string name)
    {
        NetworkFigures figures = NetworkFigures.Of(name);
        NetworkDefinition definition = NetworkCatalog.Find(name);
        using DisposeScope scope = NewDisposeScope();
        Tensor picture = FormulaPicture.Input(figures.InputSize);
        // Of a folded export a convolution in front of a norm is not the module's any more: its value is the norm's.
        string[] layers = [.. figures.Layers.Where(layer => !IsFolded(model) || layer.Key == "whole").Select(layer => layer.Value.Name).Distinct()];
        Recorded expected = OfTheCatalogue(definition, figures, picture, layers);
        using Network network = NetworkSources.Open(model, new LoadOptions { InputSize = figures.InputSize });
        string[] same = [.. layers.Select(layer => Assert.Single(network.LayersCalled(layer)))];
        Recorded actual = Recorded.Of(network.Module, picture, same, network.LayoutOf, figures.ClassId);
        Dictionary<string, double> distances = actual.DistancesFrom(expected);
        output.WriteLine(Row(model, network.DefaultLayer, distances));
        Func<string, double> bound = IsFolded(model) ? FoldedBound : quantity => Bound(name, quantity, figures);
        Assert.All(distances, distance => Assert.True(distance.Value <= bound(distance.Key), $"{distance.Key}: {distance.Value:g2}"));
    }

    /// <summary>With nothing else in memory but one network at a time.</summary>
    private static Recorded OfTheCatalogue(NetworkDefinition definition, NetworkFigures figures, Tensor picture, string[] layers)
    {
        using nn.Module<Tensor, Tensor> empty = definition.Create(1000);
        Dictionary<string, Tensor> checkpoint = NetworkMeasurement.Checkpoint(empty, figures);
        using nn.Module<Tensor, Tensor> own = ModuleWeights.Build(definition, checkpoint, "the formula checkpoint");
        Recorded recorded = Recorded.Of(own, picture, layers, definition.LayoutOf, figures.ClassId);
        checkpoint.Values.ToList().ForEach(weight => weight.Dispose());
        return recorded;
    }

    /// <summary>A line of the table of docs/onnx-networks.md: the largest distance of each kind.</summary>
    private static string Row(string model, string layer, Dictionary<string, double> distances)
    {
        string[] kinds = ["logits", "activation", "gradient", "map", "input-gradient", "guided"];
        IEnumerable<string> largest = kinds
            .Select(kind => distances.Where(distance => distance.Key.StartsWith(kind, StringComparison.Ordinal)).Select(distance => (double?)distance.Value).Max())
            .Select(distance => distance?.ToString("0.##E+0", CultureInfo.InvariantCulture).Replace("E+0", string.Empty, StringComparison.Ordinal) ?? "-");
        return $"| {Path.GetFileNameWithoutExtension(model)} | `{layer}` | {string.Join(" | ", largest)} |";
    }

    /// <summary>As of the figures: a rounding that opens or closes a rectifier moves the gradient at the input, and hardly anything else.</summary>
    private static double Bound(string network, string quantity, NetworkFigures figures) => quantity switch
    {
        "guided" => 1e-2,
        "input-gradient" when figures.Shapes.ContainsKey("guided") => 1e-1,
        "input-gradient" when network.StartsWith("efficientnet", StringComparison.Ordinal) => 5e-5,
        _ => 2e-5,
    };

    /// <summary>Weights that the exporter multiplied move every value by a rounding, which opens or closes rectifiers all the way to the input.</summary>
    private static double FoldedBound(string quantity) => quantity switch
    {
        "guided" or "input-gradient" => 1e-1,
        _ => 1e-4,
    };
}
