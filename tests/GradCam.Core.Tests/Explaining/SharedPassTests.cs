using GradCam.Core.Tests.Recording;
using GradCam.Core.Tests.Reference;
using GradCam.Maps;
using GradCam.Methods;
using GradCam.Rendering;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Explaining;

/// <summary>Several classes and layers of one picture cost one forward pass, and a backward pass for each score and rule: never more.</summary>
[Collection(nameof(WholeNetworks))]
public sealed class SharedPassTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Ten calls of one class and one layer against one of all: 0 was measured, on one thread and on two.</summary>
    private const double Rounding = 2e-6;

    private static readonly string[] Layers = ["layer3", "layer4"];

    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-shared-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void TopFiveOfTwoLayers_OnResNet50_AreOneForwardAndFiveBackwardPasses_AndTheMapsOfTenCalls()
    {
        using Explainer explainer = Explainer.Load(FormulaFile.Write(folder, "resnet50", 10));
        using var passes = new PassCount(explainer.Module);
        var question = new Question(FormulaFile.Picture(1));
        var options = new ExplainOptions { Pictures = [PictureCatalog.Heatmap, PictureCatalog.HeatmapPlusPlus], Layers = Layers };

        IReadOnlyList<Explanation> together = explainer.Explain([question], options with { Targets = [Target.Top(5)] });

        Assert.Equal((1, 5), (passes.Forwards, passes.Backwards));
        IReadOnlyList<ClassScore> top = together[0].TopFive;
        Assert.Equal(Layers.SelectMany(layer => top.Select(score => (layer, score.Id))), together.Select(one => (one.Layer, one.Class.Id)));
        double furthest = 0;
        foreach (Explanation one in together)
        {
            Explanation alone = explainer.Explain(question.Picture, options with { Layers = [one.Layer], Targets = [one.Class.Id] });
            furthest = one.Maps.Aggregate(furthest, (most, map) => Math.Max(most, Distance(alone.Maps[map.Key], map.Value)));
        }

        output.WriteLine(FormattableString.Invariant($"furthest from the ten separate calls: {furthest:e1}"));
        Assert.InRange(furthest, 0, Rounding);
        Assert.Equal((11, 15), (passes.Forwards, passes.Backwards));
    }

    /// <summary>The same on one thread, to the bit, guided gradients too: they cost a backward pass more for each class.</summary>
    [Fact]
    public void TopThreeOfTwoLayers_WithAllSixPictures_AreSixBackwardPasses_AndTheBitsOfSixCallsOnOneThread()
    {
        int threads = get_num_threads();
        set_num_threads(1);
        try
        {
            using Explainer explainer = Explainer.Load(FormulaFile.Write(folder, "shufflenet_v2", 5));
            using var passes = new PassCount(explainer.Module);
            var options = new ExplainOptions { Layers = ["stage3", "conv5"] };

            IReadOnlyList<Explanation> together = explainer.Explain([new Question(FormulaFile.Picture(2), Target.Top(3))], options);

            Assert.Equal((1, 6), (passes.Forwards, passes.Backwards));
            Assert.Equal(6, together.Count);
            Assert.All(together, one => SameExplanation.Assert(
                explainer.Explain(FormulaFile.Picture(2), options with { Layers = [one.Layer], Targets = [one.Class.Id] }), one));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    /// <summary>Pictures that ask for different numbers of classes share the passes all the same.</summary>
    [Fact]
    public void PicturesWithDifferentClasses_InOneCall_AreOneForwardAndAsManyBackwardPassesAsTheMostAsk()
    {
        using Explainer explainer = Explainer.Load(FormulaFile.Write(folder, "shufflenet_v2", 5));
        using var passes = new PassCount(explainer.Module);
        var options = new ExplainOptions { Pictures = [PictureCatalog.Heatmap] };

        IReadOnlyList<Explanation> together = explainer.Explain(
            [new Question(FormulaFile.Picture(1), 4), new Question(FormulaFile.Picture(2), 0, 3, 1), new Question(FormulaFile.Picture(3))], options);

        Assert.Equal((1, 3), (passes.Forwards, passes.Backwards));
        Assert.Equal([(0, 4), (1, 0), (1, 3), (1, 1), (2, together[4].TopFive[0].Id)], together.Select(one => (one.Picture, one.Class.Id)));
        foreach (Explanation one in together)
        {
            Explanation alone = explainer.Explain(FormulaFile.Picture(one.Picture + 1), options with { Targets = [one.Class.Id] });
            Assert.InRange(Distance(alone.Maps["gradcam"], one.Maps["gradcam"]), 0, 1e-4);
        }
    }

    /// <summary>SmoothGrad, its squares and its variance are moments of the same noisy gradients.</summary>
    [Fact]
    public void MethodsOfTheSameNoise_AskedForTogether_TakeItsGradientsOnceForEachClass_AndGiveTheBitsOfSeparateCalls()
    {
        using nn.Module<Tensor, Tensor> module = SmallNetwork.Create();
        using Explainer explainer = SmallNetwork.Explainer(module);
        using var passes = new PassCount(module);
        IAttributionMethod[] methods = [new SmoothGradMethod(), new SmoothGradSquaredMethod(), new VarGradMethod()];
        var options = new ExplainOptions { Pictures = [], Targets = [0, 2] };
        Question[] questions = [new Question(FormulaFile.Picture(1))];
        explainer.Explain(questions, options with { Methods = [methods[0]] });
        int alone = passes.Backwards;

        IReadOnlyList<Explanation> together = explainer.Explain(questions, options with { Methods = methods });

        Assert.True(alone > 1);
        Assert.Equal(2 * alone, passes.Backwards);
        foreach (IAttributionMethod method in methods)
        {
            IReadOnlyList<Explanation> separate = explainer.Explain(questions, options with { Methods = [method] });
            Assert.All(separate.Zip(together), pair => Assert.Equal(pair.First.Maps[method.Key].Values.ToArray(), pair.Second.Maps[method.Key].Values.ToArray()));
        }

        Assert.Equal(5 * alone, passes.Backwards);
        explainer.Explain(questions, options with { Methods = [methods[0], new VarGradMethod { Samples = 3 }] });
        Assert.True(passes.Backwards > 6 * alone, "other noise has other gradients");
    }

    private static double Distance(AttributionMap expected, AttributionMap actual) =>
        RelativeError.L2(actual.Values.AsSpan(), expected.Values.AsSpan());

    /// <summary>Counts the passes through a module's output, by a hook and by a step that does nothing but count.</summary>
    private sealed class PassCount : IDisposable
    {
        private readonly Action unhook;

        public PassCount(nn.Module<Tensor, Tensor> module) => unhook = module.register_forward_hook((_, _, output) =>
        {
            Forwards++;
            return Counting.apply(output, this);
        }).remove;

        public int Forwards { get; private set; }

        public int Backwards { get; private set; }

        public void Dispose() => unhook();

        private sealed class Counting : autograd.SingleTensorFunction<Counting>
        {
            public override string Name => nameof(Counting);

            public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
            {
                ctx.save_data(nameof(PassCount), vars[1]);
                return ((Tensor)vars[0]).alias();
            }

            public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
            {
                ((PassCount)ctx.get_data(nameof(PassCount))).Backwards++;
                return [grad_output, null!];
            }
        }
    }
}
