using GradCam.Benchmarks;
using GradCam.Core.Tests.Reference;
using GradCam.Imaging;
using GradCam.Networks;
using GradCam.Rendering;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Benchmarks;

/// <summary>The benchmarks' stand-in for the Python program is no straw man: it makes the pictures of the variant that mirrors the program.</summary>
[Collection(nameof(WholeNetworks))]
public class PythonSequenceTests
{
    private const int Side = 128;

    /// <summary>What one level of a mask moves a colour by; as much was measured.</summary>
    private const int StepOfJet = 4;

    [Theory]
    [InlineData("resnet50")]
    [InlineData("densenet121")]
    [InlineData("vgg16")]
    [InlineData("mobilenet_v2")]
    public void Run_ANetwork_GivesThePicturesOfVariantOriginal(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        NetworkDefinition definition = NetworkCatalog.Find(name);
        using nn.Module<Tensor, Tensor> network = definition.Create(1000);
        ModuleWeights.Initialise(network, definition, seed: 3);
        network.eval();
        Preprocessing preprocessing = Preprocessing.ImageNet with { InputSize = Side };
        RgbImage picture = Picture();

        using Explainer explainer = Explainer.FromModule(network, new NetworkFacts { DefaultLayer = definition.DefaultLayer, Preprocessing = preprocessing });
        Explanation expected = explainer.Explain(picture, new ExplainOptions { Variant = Variant.Original });
        TwinMaps twin = PythonSequence.Run(network, definition.DefaultLayer, preprocessing.ToTensor([picture.Pixels]))[0];

        Assert.False(expected.Maps["gradcam"].IsFlat && expected.Maps["gradcam++"].IsFlat);
        foreach ((PictureKind kind, RgbImage actual) in Draw(picture, twin))
        {
            byte[] wanted = expected.Pictures[kind.Key].Pixels;
            // Sums in another order: a value beside a step of the truncation to 8 bits may fall to its other side.
            int apart = wanted.Zip(actual.Pixels).Count(pair => pair.First != pair.Second);
            Assert.True(apart <= wanted.Length / 500, $"{name} {kind}: {apart} of {wanted.Length} levels differ");
            int furthest = wanted.Zip(actual.Pixels).Max(pair => Math.Abs(pair.First - pair.Second));
            Assert.True(furthest <= 2 * StepOfJet, $"{name} {kind}: a level differs by {furthest}");
        }
    }

    private static RgbImage Picture()
    {
        var random = new Random(5);
        byte[] coarse = new byte[3 * 8 * 8];
        random.NextBytes(coarse);
        return Resizing.Resize(new RgbImage(8, 8, coarse), Side, Side);
    }

    private static Dictionary<PictureKind, RgbImage> Draw(RgbImage picture, TwinMaps twin)
    {
        float[] mask = [.. twin.Mask.Resize(Side, Side).Values], plusPlus = [.. twin.MaskPlusPlus.Resize(Side, Side).Values];
        return new()
        {
            [PictureCatalog.Heatmap] = Renderer.Heatmap(mask, Side, Side),
            [PictureCatalog.Cam] = Renderer.Cam(picture, mask),
            [PictureCatalog.HeatmapPlusPlus] = Renderer.Heatmap(plusPlus, Side, Side),
            [PictureCatalog.CamPlusPlus] = Renderer.Cam(picture, plusPlus),
            [PictureCatalog.Guided] = Renderer.Guided(twin.Guided, Side, Side),
            [PictureCatalog.GuidedCam] = Renderer.GuidedCam(twin.Guided, mask, Side, Side),
        };
    }
}
