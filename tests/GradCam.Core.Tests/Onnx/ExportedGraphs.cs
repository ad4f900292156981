using System.IO.Compression;
using GradCam.Checkpoints;
using GradCam.Core.Tests.Reference;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Onnx;

/// <summary>
/// Graphs that make_onnx_networks.py exported, made whole with the weights of the reference figures: the model in a folder of its own, and beside it the file
/// in which its parameters lie.
/// </summary>
internal static class ExportedGraphs
{
    private const string Weights = "weights.bin";

    /// <summary>The names of the graphs that are kept with the tests, such as <c>resnet18-13</c>.</summary>
    public static IReadOnlyList<string> Kept
    {
        get
        {
            using ZipArchive archive = Open();
            return [.. archive.Entries.Select(entry => Path.GetFileNameWithoutExtension(entry.Name))];
        }
    }

    /// <summary>Writes a graph and its weights into a folder.</summary>
    /// <returns>The model's path.</returns>
    public static string Write(string folder, string name)
    {
        string path = Path.Combine(folder, $"{name}.onnx");
        using (ZipArchive archive = Open())
        {
            archive.GetEntry($"{name}.onnx")!.ExtractToFile(path);
        }

        WriteWeights(path, NetworkOf(name));
        return path;
    }

    /// <summary>Writes the weights of a graph beside it.</summary>
    /// <param name="model">The graph.</param>
    /// <param name="network">Whose figures say which weights.</param>
    public static void WriteWeights(string model, string network)
    {
        using CheckpointFile file = CheckpointFile.Open(model);
        OnnxTensorPlan[] plans = [.. OnnxFile.Read(file).Tensors.Where(plan => plan.IsExternal)];
        Dictionary<string, Tensor> weights = FormulaCheckpoint.Of([.. plans.Select(plan => (plan.Name, plan.Dims.ToArray()))]);
        NetworkMeasurement.Gain(weights, NetworkFigures.Of(network));
        using FileStream stream = File.Create(Path.Combine(Path.GetDirectoryName(model)!, Weights));
        foreach (OnnxTensorPlan plan in plans)
        {
            using Tensor weight = weights[plan.Name];
            stream.Position = long.Parse(plan.External["offset"], System.Globalization.CultureInfo.InvariantCulture);
            stream.Write(weight.bytes);
        }
    }

    /// <summary>The network of a graph.</summary>
    public static string NetworkOf(string name) => name.Split('-')[0] is "shufflenet_v2_x1_0" ? "shufflenet_v2" : name.Split('-')[0];

    private static ZipArchive Open() => new(typeof(ExportedGraphs).Assembly.GetManifestResourceStream("onnx-graphs.zip")!);
}
