using GradCam.Checkpoints;
using GradCam.Core.Tests.Reference;
using GradCam.Imaging;
using GradCam.Networks;
using GradCam.Rendering;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Explaining;

/// <summary>When inception_v3's input is transformed: where the weights need it, and for the variant that mirrors the Python program where that does.</summary>
[Collection(nameof(WholeNetworks))]
public sealed class TransformInputTests : IDisposable
{
    private const int Side = 80;

    private static readonly RgbImage Picture = new(Side, Side, [.. Enumerable.Range(0, 3 * Side * Side).Select(i => (byte)(i * 31 / 7))]);

    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-transform-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The expected logits are a plain run's on (v - mean) / std, with ImageNet's numbers or, transformed, with 0.5 and 0.5.</summary>
    [Fact]
    public void Logits_ForEveryCase_AreThoseOfTheTransformThatTheExplanationNames()
    {
        string needing = Path.Combine(folder, "needing.safetensors"), other = Path.Combine(folder, "other.safetensors");
        float[] transformed, plain;
        NetworkDefinition definition = NetworkCatalog.Find("inception_v3");
        using (nn.Module<Tensor, Tensor> network = definition.Create(3))
        {
            ModuleWeights.Initialise(network, definition, seed: 1);
            Dictionary<string, Tensor> state = ModuleTree.State(network).ToDictionary(entry => entry.Name, entry => entry.Tensor);
            SafetensorsWriter.Write(needing, state, Metadata(transformInput: true));
            SafetensorsWriter.Write(other, state, Metadata(transformInput: false));
            network.eval();
            plain = Run(network, Preprocessing.ImageNet with { InputSize = Side });
            transformed = Run(network, new Preprocessing(Side, [0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f], TransformInput: false));
        }

        Assert.True(RelativeError.L2(transformed, plain) > 1e-3);
        AssertCase(needing, Variant.Paper, publishedByDefault: false, transformed);
        AssertCase(needing, Variant.Paper, publishedByDefault: true, transformed);
        AssertCase(needing, Variant.Original, publishedByDefault: false, plain);
        AssertCase(needing, Variant.Original, publishedByDefault: true, transformed);
        AssertCase(other, Variant.Paper, publishedByDefault: false, plain);
        AssertCase(other, Variant.Original, publishedByDefault: false, plain);

        void AssertCase(string path, Variant variant, bool publishedByDefault, float[] expected)
        {
            using Explainer explainer = Explainer.Load(path, new LoadOptions { PublishedByDefault = publishedByDefault, FoldNorms = false });
            Explanation explanation = explainer.Explain(Picture, new ExplainOptions { Variant = variant, Pictures = [PictureCatalog.Heatmap] });
            Assert.Equal(expected == transformed, explanation.Provenance.Preprocessing.TransformInput);
            Assert.InRange(RelativeError.L2([.. explanation.Logits], expected), 0, 1e-5);
        }
    }

    private static float[] Run(nn.Module<Tensor, Tensor> network, Preprocessing preprocessing)
    {
        using IDisposable withoutGradients = no_grad();
        using Tensor input = preprocessing.ToTensor([Picture.Pixels]), logits = network.call(input);
        return logits.data<float>().ToArray();
    }

    private static IReadOnlyDictionary<string, string> Metadata(bool transformInput) =>
        new ModelMetadata { Network = "inception_v3", InputSize = Side, TransformInput = transformInput }.ToDictionary();
}
