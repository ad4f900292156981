using GradCam.Checkpoints;
using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Cli.Tests;

/// <summary>Small checkpoints with weights from a seed, made once for all tests.</summary>
[CollectionDefinition(Collection)]
public sealed class SmallCheckpoints : ICollectionFixture<SmallCheckpoints>, IDisposable
{
    public const string Collection = "small checkpoints";

    private static readonly Dictionary<string, string> NamedMetadata = new()
    {
        ["network"] = "shufflenet_v2",
        ["class_names"] = """["ring","star","\u001b[31mred"]""",
        ["input_size"] = "64",
    };

    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-weights-").FullName;

    /// <summary>mobilenet_v2 with five classes; no metadata.</summary>
    public string Plain => Made("plain", "mobilenet_v2", 5, metadata: null, _ => { });

    /// <summary><see cref="Plain"/> with one name that no network has.</summary>
    public string Foreign => Made("foreign", "mobilenet_v2", 5, metadata: null, state =>
    {
        state["features.0.0.kernel"] = state["features.0.0.weight"];
        state.Remove("features.0.0.weight");
    });

    /// <summary>shufflenet_v2 with three classes; metadata with network, class names (the last with a terminal escape) and input size 64.</summary>
    public string Named => Made("named", "shufflenet_v2", 3, NamedMetadata, _ => { });

    /// <summary>efficientnet_b0, which has no rectifiers, with three classes; no metadata.</summary>
    public string WithoutRectifiers => Made("smooth", "efficientnet_b0", 3, metadata: null, _ => { });

    /// <summary><see cref="Named"/> with a default layer that gives zeros.</summary>
    public string Flat => Made("flat", "shufflenet_v2", 3, NamedMetadata, state => state["conv5.0.weight"].zero_());

    /// <summary><see cref="Named"/> with a default layer that gives NaN.</summary>
    public string NotFinite => Made("not-finite", "shufflenet_v2", 3, NamedMetadata, state => state["conv5.0.weight"].fill_(float.NaN));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Made(string name, string network, int classes, Dictionary<string, string>? metadata, Action<Dictionary<string, Tensor>> change)
    {
        string path = Path.Combine(folder, $"{name}.safetensors");
        if (!File.Exists(path))
        {
            NetworkDefinition definition = NetworkCatalog.Find(network);
            using nn.Module<Tensor, Tensor> module = definition.Create(classes);
            ModuleWeights.Initialise(module, definition, seed: 1);
            Dictionary<string, Tensor> state = ModuleTree.State(module).ToDictionary(entry => entry.Name, entry => entry.Tensor);
            using (no_grad())
            {
                change(state);
            }

            SafetensorsWriter.Write(path, state, metadata);
        }

        return path;
    }
}
