using GradCam.Checkpoints;
using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Cli.Tests;

public sealed class TransformInputTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Explain_WithInception_SaysOnScreenAndInJsonWhetherTheInputIsTransformed()
    {
        string weights = Inception();

        AssertSays(weights, "paper", "transform_input on", "\"transform_input\": true");
        AssertSays(weights, "original", "transform_input off", "\"transform_input\": false");
    }

    private void AssertSays(string weights, string variant, string onScreen, string inJson)
    {
        CallResult result = place.Explain(weights, "--variant", variant, "--only", "heatmap", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal($"network: inception_v3 (3 classes, {onScreen})", result.OutputLines[0]);
        Assert.Contains(inJson, File.ReadAllText(Path.Combine(place.Results, "disc-inception_v3.json")), StringComparison.Ordinal);
    }

    private string Inception()
    {
        NetworkDefinition definition = NetworkCatalog.Find("inception_v3");
        using nn.Module<Tensor, Tensor> network = definition.Create(3);
        ModuleWeights.Initialise(network, definition, seed: 1);
        string path = Path.Combine(place.Folder, "inception.safetensors");
        var metadata = new ModelMetadata { Network = definition.Name, InputSize = 80, TransformInput = true };
        SafetensorsWriter.Write(path, ModuleTree.State(network).ToDictionary(entry => entry.Name, entry => entry.Tensor), metadata.ToDictionary());
        return path;
    }
}
