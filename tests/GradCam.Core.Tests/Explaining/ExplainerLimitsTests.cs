using GradCam.Checkpoints;
using GradCam.Imaging;
using GradCam.Networks;
using GradCam.Rendering;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Explaining;

/// <summary>What an explainer refuses of its options, and of files that anyone may have written.</summary>
public sealed class ExplainerLimitsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-limits-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1025)]
    [InlineData(4096)]
    public void Load_OfAFileThatAsksForAHugeInput_WantsItSaid(int side)
    {
        string path = Written(side);

        UsageException failure = Assert.Throws<UsageException>(() => Explainer.Load(path));

        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.Contains($"asks for input size {side}", failure.Message, StringComparison.Ordinal);
        using Explainer asked = Explainer.Load(path, new LoadOptions { InputSize = side });
        Assert.Equal(side, asked.Preprocessing.InputSize);
    }

    [Fact]
    public void Load_OfAFileThatAsksForALargeInput_TakesIt()
    {
        using Explainer explainer = Explainer.Load(Written(1024));

        Assert.Equal(1024, explainer.Preprocessing.InputSize);
    }

    [Fact]
    public void Explain_OfAFileOver25MegapixelsInItsOwnSize_NamesTheFile()
    {
        string path = Path.Combine(folder, "large.png");
        File.WriteAllBytes(path, PictureEncoder.Png(new RgbImage(5001, 5000, new byte[3 * 5001 * 5000])));
        using Explainer explainer = Explainer.Load(Written(64));

        PictureException failure = Assert.Throws<PictureException>(
            () => explainer.Explain(path, new ExplainOptions { OutputSize = OutputSize.Original, Pictures = [PictureCatalog.Cam] }));

        Assert.StartsWith($"{path} has 5001 x 5000 pixels", failure.Message, StringComparison.Ordinal);
    }

    private string Written(int side)
    {
        NetworkDefinition definition = NetworkCatalog.Find("shufflenet_v2");
        using nn.Module<Tensor, Tensor> network = definition.Create(2);
        ModuleWeights.Initialise(network, definition, seed: 1);
        string path = Path.Combine(folder, $"{side}.safetensors");
        IReadOnlyDictionary<string, string> metadata = new ModelMetadata { Network = definition.Name, InputSize = side }.ToDictionary();
        SafetensorsWriter.Write(path, ModuleTree.State(network).ToDictionary(entry => entry.Name, entry => entry.Tensor), metadata);
        return path;
    }
}
