using GradCam.Checkpoints;
using GradCam.Imaging;
using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Benchmarks;

/// <summary>A folder of checkpoints and pictures made from seeds, so that a measurement needs no file of anybody's.</summary>
internal sealed class TrialFiles : IDisposable
{
    private const int Seed = 20, PictureWidth = 500, PictureHeight = 375;

    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-benchmarks-").FullName;

    /// <summary>A folder for results.</summary>
    public string Results => Path.Combine(folder, "results");

    /// <summary>Loads a network, after choosing the threads that libtorch computes on.</summary>
    /// <param name="checkpoint">Its file.</param>
    /// <param name="network">Its name.</param>
    /// <param name="threads">1 or more; null for all processors.</param>
    public static Explainer Load(string checkpoint, string network, int? threads)
    {
        set_num_threads(threads ?? Environment.ProcessorCount);
        return Explainer.Load(checkpoint, new LoadOptions { Network = network });
    }

    /// <summary>A network's initial values, written once.</summary>
    public string Checkpoint(NetworkDefinition definition)
    {
        string path = Path.Combine(folder, $"{definition.Name}.safetensors");
        if (!File.Exists(path))
        {
            using DisposeScope scope = NewDisposeScope();
            using nn.Module<Tensor, Tensor> network = definition.Create(1000);
            ModuleWeights.Initialise(network, definition, Seed);
            SafetensorsWriter.Write(path, ModuleTree.State(network).ToDictionary(entry => entry.Name, entry => entry.Tensor), null);
        }

        return path;
    }

    /// <summary>JPEG files of 500 x 375 with smooth colours and some noise, as large as a photograph's.</summary>
    public IReadOnlyList<string> Pictures(int count) => [.. Enumerable.Range(0, count).Select(Picture)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Picture(int number)
    {
        string path = Path.Combine(folder, $"picture{number:0000}.jpg");
        if (!File.Exists(path))
        {
            var random = new Random(Seed + number);
            byte[] coarse = new byte[3 * 20 * 15];
            random.NextBytes(coarse);
            RgbImage picture = Resizing.Resize(new RgbImage(20, 15, coarse), PictureWidth, PictureHeight);
            for (int i = 0; i < picture.Pixels.Length; i++)
            {
                picture.Pixels[i] = (byte)Math.Clamp(picture.Pixels[i] + random.Next(-8, 9), 0, 255);
            }

            File.WriteAllBytes(path, PictureEncoder.Jpeg(picture));
        }

        return path;
    }
}
