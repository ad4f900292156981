using GradCam.Checkpoints;
using GradCam.Core.Tests.Reference;
using GradCam.Imaging;
using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Explaining;

/// <summary>A network of the catalogue in a file, with weights by formula: its statistics are no 0 and 1, which would fold to nothing.</summary>
internal static class FormulaFile
{
    public const int Side = 64;

    /// <summary>Writes the file and gives its path.</summary>
    public static string Write(string folder, string network, int classes)
    {
        string path = Path.Combine(folder, $"{network}.safetensors");
        using nn.Module<Tensor, Tensor> module = NetworkCatalog.Find(network).Create(classes);
        Dictionary<string, Tensor> weights = FormulaCheckpoint.For(module);
        SafetensorsWriter.Write(path, weights, new ModelMetadata { Network = network, InputSize = Side }.ToDictionary());
        foreach (Tensor weight in weights.Values)
        {
            weight.Dispose();
        }

        return path;
    }

    /// <summary>A picture of smooth colours, another one for each seed.</summary>
    public static RgbImage Picture(int seed, int side = Side)
    {
        byte[] coarse = new byte[3 * 8 * 8];
        new Random(seed).NextBytes(coarse);
        return Resizing.Resize(new RgbImage(8, 8, coarse), side, side);
    }
}
