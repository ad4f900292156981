using GradCam.Core.Tests.Recording;
using GradCam.Maps;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using GradCam.Rendering;
using GradCam.Sources;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Explaining;

/// <summary>One map of several layers, by hand: the masks are 0, 1/4, 1/2, 1 and (the last listed) 1, 0, 1/2, 0.</summary>
public class FusionTests
{
    private static readonly float[] First = [-3, 1, 2, 4], Last = [8, 0, 4, -1];

    /// <summary>tanh(2 M) of the first layer: 0, 0.462117, 0.761594, 0.964028.</summary>
    [Theory]
    [InlineData(LayerFusion.Max, new[] { 1, 0.46211716f, 0.76159416f, 0.96402758f })]
    [InlineData(LayerFusion.Mean, new[] { 0.5f, 0.125f, 0.5f, 0.5f })]
    public void Maps_OfTwoLayers_AreFusedAsByHand(LayerFusion fusion, float[] expected)
    {
        using nn.Module<Tensor, Tensor> module = SmallNetwork.Create();
        Plan plan = PlanOf(module, fusion);

        ExplainedScore fused = Assert.Single(Fusion.Apply(plan, [Explained(plan, "0", First), Explained(plan, "3", Last)]));

        Assert.Equal("0+3", fused.Layer);
        Assert.Equal(expected.Length, fused.Maps["gradcam"].Values.Length);
        Assert.All(expected.Zip(fused.Maps["gradcam"].Values), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Maps_WithoutFusion_StayApart()
    {
        using nn.Module<Tensor, Tensor> module = SmallNetwork.Create();
        Plan plan = PlanOf(module, LayerFusion.None);

        Assert.Equal(["0", "3"], Fusion.Apply(plan, [Explained(plan, "0", First), Explained(plan, "3", Last)]).Select(one => one.Layer));
    }

    [Fact]
    public void Explain_WithFusion_GivesOneExplanationAClass_WhoseGuidedGradientsAreTheLayersOwn()
    {
        using nn.Module<Tensor, Tensor> module = SmallNetwork.Create();
        using Explainer explainer = SmallNetwork.Explainer(module);
        var question = new Question(FormulaFile.Picture(3, SmallNetwork.Side), 0, 2);
        var options = new ExplainOptions { Layers = ["0", "3"] };

        IReadOnlyList<Explanation> apart = explainer.Explain([question], options);
        IReadOnlyList<Explanation> fused = explainer.Explain([question], options with { Fuse = LayerFusion.Mean });

        Assert.Equal([("0", 0), ("0", 2), ("3", 0), ("3", 2)], apart.Select(one => (one.Layer, one.Class.Id)));
        Assert.Equal([("0+3", 0), ("0+3", 2)], fused.Select(one => (one.Layer, one.Class.Id)));
        for (int i = 0; i < fused.Count; i++)
        {
            Assert.Equal<float>(apart[i].Maps["guided"].Values, fused[i].Maps["guided"].Values);
            Assert.Equal(SmallNetwork.Side * SmallNetwork.Side, fused[i].Maps["gradcam"].Values.Length);
            Assert.All(
                fused[i].Maps["gradcam"].Values.Index(),
                entry => Assert.Equal((apart[i].Mask("gradcam").Values[entry.Index] + apart[i + 2].Mask("gradcam").Values[entry.Index]) / 2, entry.Item, 1e-6f));
        }
    }

    private static Plan PlanOf(nn.Module<Tensor, Tensor> module, LayerFusion fusion) => Plan.Create(
        new Network(module, new NetworkFacts { Preprocessing = Preprocessing.ImageNet with { InputSize = 2 } }),
        new ExplainOptions { Pictures = [PictureCatalog.Heatmap], Layers = ["0", "3"], Fuse = fusion });

    private static ExplainedScore Explained(Plan plan, string layer, float[] map) => new(
        plan, 0, layer, Score.Logit(1), [0, 1], new Dictionary<string, AttributionMap> { [GradCamMethod.Name] = new(1, 2, 2, [.. map]) });
}
