using GradCam.Core.Tests.Explaining;
using GradCam.Core.Tests.Reference;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>Passes from a layer on against whole passes in which the layer's output is replaced.</summary>
public class AblationCutTests
{
    /// <summary>The number of pictures in a convolution changes the last bits of its sums: up to 2e-6 of the logits was measured.</summary>
    private const double Bound = 1e-5;

    [Theory]
    [InlineData("resnet50", "layer3", false)]
    [InlineData("resnet50", "layer4.2.conv3", false)]
    [InlineData("resnet50", "layer2.0.relu", true)]
    [InlineData("densenet121", "features.transition2", false)]
    [InlineData("densenet121", "features.denseblock4.denselayer16.conv2", false)]
    [InlineData("vgg16", "features.28", false)]
    [InlineData("mobilenet_v2", "features.17", false)]
    [InlineData("shufflenet_v2_x1_0", "stage4.1", false)]
    [InlineData("inception_v3", "Mixed_7b", false)]
    public void ScoresFrom_ALayerOfOurs_AreThoseOfWholePasses(string name, string layer, bool isWhole)
    {
        using DisposeScope scope = NewDisposeScope();
        NetworkDefinition definition = NetworkCatalog.Find(name);
        int side = Math.Max(definition.MinimumInputSize, 96);
        using nn.Module<Tensor, Tensor> module = definition.Create(10);
        Dictionary<string, Tensor> weights = FormulaCheckpoint.For(module);
        ModuleWeights.Load(module, weights, "the formula", definition);
        module.eval();
        Tensor input = tensor([.. GradCam.Numerics.FormulaNumbers.Uniform("ablation", 3 * side * side).Select(u => (float)((2 * u) - 1))], [1, 3, side, side]);
        var facts = new NetworkFacts { DefaultLayer = layer, Preprocessing = Preprocessing.ImageNet with { InputSize = side } };
        (float[] whole, string? remark) = ScaledLayer.Scores(new Network(module, facts), input, 3);
        (float[] cut, string? cutRemark) = ScaledLayer.Scores(new Network(module, facts) { IsOurs = true, Definition = definition }, input, 3);
        Assert.InRange(RelativeError.L2(cut, whole), 0, Bound);
        Assert.True(whole.Distinct().Count() == ScaledLayer.Outputs);
        Assert.NotNull(remark);
        Assert.Equal(isWhole, cutRemark is not null);
        foreach (Tensor weight in weights.Values)
        {
            weight.Dispose();
        }
    }

    /// <summary>It went on for ever.</summary>
    [Fact]
    public void ScoresFrom_AModuleThatGivesOneRowForAll_SaysSo()
    {
        using nn.Module<Tensor, Tensor> module = new OneRow();
        using Explainer explainer = Explainer.FromModule(module, new NetworkFacts { Preprocessing = Preprocessing.ImageNet with { InputSize = 16 } });
        UsageException failure = Assert.Throws<UsageException>(() =>
            explainer.Explain(FormulaFile.Picture(1, 16), new ExplainOptions { Pictures = [], Methods = [new AblationCamMethod()] }));
        Assert.Contains("1 rows for 4 pictures", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>The mean of all pictures.</summary>
    private sealed class OneRow : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> first = nn.Conv2d(3, 4, 3);

        public OneRow()
            : base(nameof(OneRow)) => RegisterComponents();

        public override Tensor forward(Tensor input) => first.call(input).mean([0, 2, 3]).unsqueeze(0);
    }
}
