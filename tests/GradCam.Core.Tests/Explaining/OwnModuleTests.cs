using GradCam.Imaging;
using GradCam.Networks;
using GradCam.Rendering;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Explaining;

/// <summary>What an explainer refuses of a caller's own module, and what it explains all the same.</summary>
public class OwnModuleTests
{
    private const string Layer = "0";

    private static readonly RgbImage Picture = new(8, 8, [.. Enumerable.Range(0, 3 * 8 * 8).Select(i => (byte)(i * 37))]);

    public static TheoryData<string> ForeignRectifiers => ["ReLU", "ReLU6", "LeakyReLU", "PReLU", "ELU", "GELU", "SiLU", "Hardswish"];

    [Theory]
    [MemberData(nameof(ForeignRectifiers))]
    public void Guided_WithAModuleThatCannotBeGuarded_NamesItAndTheWayOut(string kind)
    {
        using nn.Module<Tensor, Tensor> module = Network(Foreign(kind), new Rectifier());

        MethodException failure = Assert.Throws<MethodException>(() => Explain(module, PictureCatalog.Guided));

        Assert.Contains("'1'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(kind, failure.Message, StringComparison.Ordinal);
        Assert.Contains("GradCam.Networks.Rectifier", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Guided_WithARectifierCalledAsAFunction_IsRefusedInPlaceOfThePlainGradient()
    {
        using nn.Module<Tensor, Tensor> module = Network(new FunctionalRelu(), nn.Identity());

        MethodException failure = Assert.Throws<MethodException>(() => Explain(module, PictureCatalog.Cam, PictureCatalog.GuidedCam));

        Assert.Contains("GradCam.Networks.Rectifier or Rectify.Relu", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Guided_WithOurRectifier_IsDrawn()
    {
        using nn.Module<Tensor, Tensor> module = Network(new Rectifier(), nn.Sigmoid());

        Assert.Equal(3 * 8 * 8, Explain(module, PictureCatalog.Guided).Maps["guided"].Values.Length);
    }

    [Theory]
    [MemberData(nameof(ForeignRectifiers))]
    public void Maps_WithAnyModule_AreDrawn(string kind)
    {
        using nn.Module<Tensor, Tensor> module = Network(Foreign(kind), nn.Identity());

        Assert.NotNull(Explain(module, PictureCatalog.Cam, PictureCatalog.CamPlusPlus).Maps["gradcam"]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void ClassNames_OfAnotherNumberThanTheLogits_AreRefused(int count)
    {
        using nn.Module<Tensor, Tensor> module = Network(new Rectifier(), nn.Identity());
        string[] names = [.. Enumerable.Range(0, count).Select(id => $"class {id}")];
        using Explainer explainer = Explainer.FromModule(module, new NetworkFacts { DefaultLayer = Layer, Preprocessing = Small, ClassNames = names });

        UsageException failure = Assert.Throws<UsageException>(() => explainer.Explain(Picture));

        Assert.Contains($"{count} class names for the 4 classes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_ThatIsNotFiniteThoughActivationAndGradientAre_IsRefused()
    {
        using nn.Module<Tensor, Tensor> module = Network(new Rectifier(), new Shrunken());
        using (no_grad())
        {
            // 1e30 times a gradient of 1e12 or so: beyond float32's 3.4e38.
            module.get_parameter("0.bias")!.fill_(1e30f);
        }

        NonFiniteException failure = Assert.Throws<NonFiniteException>(() => Explain(module, PictureCatalog.Heatmap));

        Assert.Contains("Grad-CAM map", failure.Message, StringComparison.Ordinal);
    }

    private static Preprocessing Small => Preprocessing.ImageNet with { InputSize = 8 };

    private static Explanation Explain(nn.Module<Tensor, Tensor> module, params PictureKind[] kinds)
    {
        using Explainer explainer = Explainer.FromModule(module, new NetworkFacts { DefaultLayer = Layer, Preprocessing = Small });
        return explainer.Explain(Picture, new ExplainOptions { Pictures = kinds, Targets = [1] });
    }

    private static nn.Module<Tensor, Tensor> Network(nn.Module<Tensor, Tensor> first, nn.Module<Tensor, Tensor> second)
    {
        using var generator = new Generator(3);
        nn.Module<Tensor, Tensor> network = nn.Sequential(nn.Conv2d(3, 6, 3), first, second, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(6, 4));
        using IDisposable still = no_grad();
        foreach (Tensor weight in network.parameters())
        {
            weight.uniform_(-1, 1, generator);
        }

        return network;
    }

    private static nn.Module<Tensor, Tensor> Foreign(string kind) => kind switch
    {
        "ReLU" => nn.ReLU(),
        "ReLU6" => nn.ReLU6(),
        "LeakyReLU" => nn.LeakyReLU(0.1),
        "PReLU" => nn.PReLU(6),
        "ELU" => nn.ELU(),
        "GELU" => nn.GELU(),
        "SiLU" => nn.SiLU(),
        "Hardswish" => nn.Hardswish(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such module"),
    };

    private sealed class FunctionalRelu() : nn.Module<Tensor, Tensor>(nameof(FunctionalRelu))
    {
        public override Tensor forward(Tensor input) => nn.functional.relu(input);
    }

    /// <summary>Large numbers made small by a clamp behind a large factor, so that the gradient is large where the output is not.</summary>
    private sealed class Shrunken() : nn.Module<Tensor, Tensor>(nameof(Shrunken))
    {
        public override Tensor forward(Tensor input)
        {
            using Tensor centred = input - input.detach();
            return centred * 1e12;
        }
    }
}
