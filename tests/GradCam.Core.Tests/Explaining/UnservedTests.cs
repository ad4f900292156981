using GradCam.Methods;
using GradCam.Networks;
using GradCam.Rendering;
using GradCam.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Explaining;

/// <summary>Methods that a network cannot serve: refused in a line that names what serves it, or left out where nobody named them.</summary>
public sealed class UnservedTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData("efficientnet_b0", GuidedBackpropagationMethod.Name, "Guided backpropagation needs rectifiers, and this network has none: layer methods such as Grad-CAM serve it")]
    [InlineData("vit_b_32", GuidedGradCamMethod.Name, "Guided Grad-CAM needs rectifiers, and this network has none: layer methods such as Grad-CAM serve it")]
    [InlineData("vit_b_32", DeconvolutionMethod.Name, "Deconvolution needs rectifiers, and this network has none: layer methods such as Grad-CAM serve it")]
    [InlineData("efficientnet_b0", $"{NoiseMethod.Name}-{FlipsMethod.Name}-{GuidedBackpropagationMethod.Name}", "Guided backpropagation, mirrored and scaled, over noise needs rectifiers, and this network has none: layer methods such as Grad-CAM serve it")]
    [InlineData("shufflenet_v2_x0_5", $"{NoiseMethod.Name}-{AttentionRolloutMethod.Name}", "Attention rollout, over noise needs attention among all tokens of the picture, and this network has none: layer methods such as Grad-CAM serve it")]
    [InlineData("shufflenet_v2_x0_5", AttentionRolloutMethod.Name, "Attention rollout needs attention among all tokens of the picture, and this network has none: layer methods such as Grad-CAM serve it")]
    [InlineData("swin_t", AttentionRolloutMethod.Name, "Attention rollout needs attention among all tokens of the picture, and this network's is within windows: layer methods such as Grad-CAM serve it")]
    [InlineData("swin_v2_t", GradientRolloutMethod.Name, "Gradient-weighted attention rollout needs attention among all tokens of the picture, and this network's is within windows: layer methods such as Grad-CAM serve it")]
    [InlineData("maxvit_t", GradientRolloutMethod.Name, "Gradient-weighted attention rollout needs attention among all tokens of the picture, and this network's is within windows: layer methods such as Grad-CAM serve it")]
    public void Method_ThatTheNetworkCannotServe_IsRefusedInALineThatNamesWhatServesIt(string name, string key, string message)
    {
        MethodException failure = Assert.Throws<MethodException>(() => Run(name, new ExplainOptions { Pictures = [], Methods = [new GradCamMethod(), MethodCatalog.Find(key)] }));

        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public void Rollout_OfAModuleWhoseAttentionCannotBeSeen_SaysSo()
    {
        using nn.Module<Tensor, Tensor> module = nn.Sequential(nn.Conv2d(3, 4, 1), nn.Flatten(), nn.Linear(4 * 8 * 8, 2));
        using var network = new Network(module, new NetworkFacts { Preprocessing = Preprocessing.ImageNet with { InputSize = 8 } });

        MethodException failure = Assert.Throws<MethodException>(() => Run(network, new ExplainOptions { Pictures = [], Methods = [new AttentionRolloutMethod()] }, 8));

        Assert.StartsWith("Attention rollout found no attention among all tokens of the picture that it can follow", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SixPictures_OfANetworkWithoutRectifiers_AreFourWhereNobodyNamedThem()
    {
        IReadOnlyList<ExplainedScore> explained = Run("efficientnet_b0", new ExplainOptions { SkipUnserved = true });

        Assert.Equal([PictureCatalog.Heatmap, PictureCatalog.Cam, PictureCatalog.HeatmapPlusPlus, PictureCatalog.CamPlusPlus], explained[0].Plan.Options.Pictures);
        Assert.Equal(["gradcam", "gradcam++"], explained[0].Maps.Keys.Order());
        Assert.Equal(["left out, since this network has no rectifiers: Guided backpropagation"], explained[0].Warnings);
    }

    [Fact]
    public void Methods_OfWhichNoneCanBeServed_AreRefusedAllTheSame() =>
        Assert.Throws<MethodException>(() => Run("efficientnet_b0", new ExplainOptions { Pictures = [PictureCatalog.Guided], SkipUnserved = true }));

    [Fact]
    public void AllMethodsWithoutPasses_OfAVisionTransformer_TakeOneForwardPassAndLeaveOutThoseOfRectifiers()
    {
        IReadOnlyList<ExplainedScore> explained = Run(
            "vit_b_32", new ExplainOptions { Pictures = [], Methods = MethodCatalog.WithoutPasses, SkipUnserved = true }, out int forwards);

        Assert.Equal(1, forwards);
        Assert.Equal(
            MethodCatalog.WithoutPasses.Select(method => method.Key).Except(["guided", "guidedgradcam", "deconvolution"]).Order(), explained[0].Maps.Keys.Order());
        Assert.Contains("left out, since this network has no rectifiers: Guided backpropagation, Guided Grad-CAM, Deconvolution", explained[0].Warnings);
        Assert.Equal((2, 2), (explained[0].Maps[AttentionRolloutMethod.Name].Width, explained[0].Maps[GradientRolloutMethod.Name].Height));
    }

    /// <summary>The class plays no part in the one, and the other has a backward pass that it shares with the maps of a layer.</summary>
    [Fact]
    public void Rollouts_OfTwoClassesAndTwoPictures_AreThoseOfEachAlone_AndLeaveNoTensorBehind()
    {
        using nn.Module<Tensor, Tensor> module = Small("vit_b_32", 64, blank: false);
        using var network = new Network(module, new NetworkFacts { DefaultLayer = "encoder.layers.encoder_layer_11.ln_1" })
        {
            Definition = NetworkCatalog.Find("vit_b_32"),
            IsOurs = true,
        };
        using var generator = new Generator(1);
        Tensor pictures = empty(2, 3, 64, 64).normal_(0, 1, generator);
        var options = new ExplainOptions { Pictures = [], Methods = [new AttentionRolloutMethod(), new GradientRolloutMethod(), new GradCamMethod()] };
        var plan = Plan.Create(network, options);
        IReadOnlyList<Target> both = [Target.Class(0), Target.Class(2)];
        PlanRun.Run(plan, pictures, [both, both], new StageClock());
        TestAssembly.Settle();
        long before = Tensor.TotalCount;

        IReadOnlyList<ExplainedScore> together = PlanRun.Run(plan, pictures, [both, both], new StageClock());

        TestAssembly.Settle();
        Assert.Equal(before, Tensor.TotalCount);
        Assert.Equal(together[0].Maps[AttentionRolloutMethod.Name].Values, together[1].Maps[AttentionRolloutMethod.Name].Values);
        Assert.NotEqual(together[0].Maps[GradientRolloutMethod.Name].Values, together[1].Maps[GradientRolloutMethod.Name].Values);
        ExplainedScore alone = PlanRun.Run(plan, pictures.narrow(0, 1, 1), [[Target.Class(2)]], new StageClock())[0];
        Assert.All(alone.Maps, map => Assert.Equal(map.Value.Values, together[3].Maps[map.Key].Values, (a, b) => Math.Abs(a - b) <= 1e-5f * (1 + Math.Abs(a))));
    }

    private static IReadOnlyList<ExplainedScore> Run(string name, ExplainOptions options) => Run(name, options, out _);

    private static IReadOnlyList<ExplainedScore> Run(string name, ExplainOptions options, out int forwards)
    {
        NetworkDefinition definition = NetworkCatalog.Find(name);
        int size = Math.Max(definition.MinimumInputSize, 64), count = 0;
        using nn.Module<Tensor, Tensor> module = Small(name, size, blank: true);
        module.register_forward_hook((_, _, output) =>
        {
            count++;
            return output;
        });
        using var network = new Network(module, new NetworkFacts { DefaultLayer = definition.WholeMapLayer }) { Definition = definition, IsOurs = true };
        IReadOnlyList<ExplainedScore> run = Run(network, options, size);
        forwards = count;
        return run;
    }

    private static IReadOnlyList<ExplainedScore> Run(Network network, ExplainOptions options, int size) =>
        PlanRun.Run(Plan.Create(network, options), zeros(1, 3, size, size), [[Target.Class(1)]], new StageClock());

    private static nn.Module<Tensor, Tensor> Small(string name, int size, bool blank)
    {
        NetworkDefinition definition = NetworkCatalog.Find(name);
        nn.Module<Tensor, Tensor> module = definition.CreateFor(3, size);
        if (blank)
        {
            ModuleWeights.Blank(module);
        }
        else
        {
            ModuleWeights.Initialise(module, definition, seed: 1);
            // The head starts at zero, where no gradient would pass it.
            module.get_parameter("heads.head.weight")!.detach().copy_(eye(3, 768));
        }

        module.eval();
        return module;
    }
}
