using GradCam.Core.Tests.Recording;
using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using GradCam.Rendering;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Explaining;

/// <summary>What an explainer says to calls that cannot be meant.</summary>
public sealed class MisuseTests : IDisposable
{
    private static readonly RgbImage Picture = FormulaFile.Picture(1, SmallNetwork.Side);

    private readonly nn.Module<Tensor, Tensor> module = SmallNetwork.Create();
    private readonly Explainer explainer;

    public MisuseTests() => explainer = SmallNetwork.Explainer(module);

    public void Dispose()
    {
        explainer.Dispose();
        module.Dispose();
    }

    /// <summary>Only loaded networks said so.</summary>
    [Fact]
    public void Explain_OfADisposedExplainerOfAModule_SaysSo()
    {
        explainer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => explainer.Explain(Picture));
        Assert.Throws<ObjectDisposedException>(() => explainer.Explain([new Question(Picture)]));
        using Tensor pictures = SmallNetwork.Pictures(1), logits = module.call(pictures);
        Assert.Equal([1, SmallNetwork.Classes], logits.shape);
    }

    /// <summary>It said "every picture must have 224 x 224 x 3 levels".</summary>
    [Fact]
    public void Explain_OfNoQuestion_IsAWrongArgument() =>
        Assert.Contains("at least one question", Assert.Throws<ArgumentException>("questions", () => explainer.Explain([])).Message, StringComparison.Ordinal);

    [Fact]
    public void Explain_OfAQuestionWithoutAPicture_IsAWrongArgument()
    {
        Assert.Throws<ArgumentNullException>("Picture", () => new Question(null!));
        Assert.Throws<ArgumentException>("questions", () => explainer.Explain([null!]));
        Assert.Throws<ArgumentNullException>("questions", () => explainer.Explain((IReadOnlyList<Question>)null!));
    }

    [Fact]
    public void Explain_OfANullPicture_NamesTheCallersArgument()
    {
        Assert.Throws<ArgumentNullException>("picture", () => explainer.Explain((RgbImage)null!));
        Assert.Throws<ArgumentNullException>("picturePath", () => explainer.Explain((string)null!));
        Assert.Throws<ArgumentException>("picturePath", () => explainer.Explain(""));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4097)]
    public void Preprocessing_OfASideOutOfRange_NamesIt(int side) => Assert.Contains(
        $"input size {side} is out of range",
        Assert.Throws<UsageException>(() => new Preprocessing(side, [0, 0, 0], [1, 1, 1], TransformInput: false)).Message,
        StringComparison.Ordinal);

    /// <summary>A record's <c>with</c> went round the check: the picture's resizing then named parameters of its own.</summary>
    [Fact]
    public void Preprocessing_ChangedToWhatIsOutOfRange_NamesIt()
    {
        Assert.Contains("input size 0 is out of range", Assert.Throws<UsageException>(() => Preprocessing.ImageNet with { InputSize = 0 }).Message, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => Preprocessing.ImageNet with { Mean = [0, 0] });
        Assert.Throws<UsageException>(() => Preprocessing.ImageNet with { Std = [1, 0, 1] });
    }

    [Fact]
    public void Explain_OfAnUnknownLayer_GivesTheNearestAndNoCommand()
    {
        LayerException failure = Refused<LayerException>(new ExplainOptions { Layers = ["33"] });

        Assert.StartsWith("layer '33' does not exist in this network", failure.Message, StringComparison.Ordinal);
        Assert.Contains("3", failure.Nearest);
        Assert.DoesNotContain("gradcam", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_OfALayerWithoutAMap_GivesItsShapeAndTheDefaultLayer() => Assert.Equal(
        "layer '7' gives an output of shape [4] where a map needs [C,h,w]; the default layer is 3",
        Refused<LayerException>(new ExplainOptions { Layers = ["7"] }).Message);

    [Fact]
    public void Explain_OfTheWholeMapsLayerWhereNoneIsKnown_SaysSo() => Assert.Contains(
        "whole final map is not known",
        Refused<LayerException>(new ExplainOptions { Layers = [ExplainOptions.WholeMap] }).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Explain_OfOnePictureWithSeveralLayersOrClasses_AsksForAQuestion()
    {
        Refused<ArgumentException>(new ExplainOptions { Layers = ["0", "3"] });
        Refused<ArgumentException>(new ExplainOptions { Targets = [0, 1] });
        Refused<ArgumentException>(new ExplainOptions { Targets = [Target.Top(2)] });
        Assert.Equal("0+3", explainer.Explain(Picture, new ExplainOptions { Layers = ["0", "3"], Fuse = LayerFusion.Mean }).Layer);
    }

    [Fact]
    public void Explain_WithAMethodTwice_SaysWhich() => Assert.Contains(
        "method gradcam is asked for twice",
        Refused<UsageException>(new ExplainOptions { Methods = [new GradCamMethod(), new GradCamMethod()] }).Message,
        StringComparison.Ordinal);

    [Fact]
    public void VariantOriginal_WithAMethodThatThatProgramHasNot_RefusesIt()
    {
        var options = new ExplainOptions { Pictures = [PictureCatalog.Cam], Methods = [new OwnMethod()] };

        Assert.Contains("own", explainer.Explain(Picture, options).Maps.Keys);
        Assert.Equal(
            "variant original has no Own method: it has Grad-CAM, Grad-CAM++, Guided backpropagation, Guided Grad-CAM and what is made of them",
            Refused<UsageException>(options with { Variant = Variant.Original }).Message);
    }

    [Fact]
    public void Method_ThatAsksForWhatItDidNotDeclare_IsToldWhat() => Assert.Contains(
        nameof(AttributionContext.InputGradient),
        Refused<InvalidOperationException>(new ExplainOptions { Pictures = [], Methods = [new OwnMethod(greedy: true)] }).Message,
        StringComparison.Ordinal);

    /// <summary>One that declared the layer alone was given the first class's map for every class.</summary>
    [Fact]
    public void Method_OfTheLayerAndTheClass_DeclaresTheScoresAndHasAMapForEachClass()
    {
        Assert.Contains(
            nameof(AttributionContext.Scores),
            Refused<InvalidOperationException>(new ExplainOptions { Pictures = [], Methods = [new ClassMethod(Needs.Activation)] }).Message,
            StringComparison.Ordinal);
        var options = new ExplainOptions { Pictures = [], Methods = [new ClassMethod(Needs.Activation.WithScores())] };
        Assert.Equal([1f, 2f], explainer.Explain([new Question(Picture, 1, 2)], options).Select(one => one.Maps["class"].Values[0]));
    }

    private T Refused<T>(ExplainOptions options)
        where T : Exception => Assert.Throws<T>(() => explainer.Explain(Picture, options));

    /// <summary>A method of a caller's own: the class's number everywhere.</summary>
    private sealed class ClassMethod(Needs needs) : IAttributionMethod
    {
        public string Key => "class";

        public string Title => "Class";

        public string Source => "this test";

        public AttributionKind Kind => AttributionKind.Map;

        public string Cost => "1F";

        public Needs Needs => needs;

        public Tensor Compute(AttributionContext context) => (context.Activation.sum([1]) * 0) + context.Scores[0].ClassId;
    }

    /// <summary>A method of a caller's own: the gradient times the activation.</summary>
    private sealed class OwnMethod(bool greedy = false) : IAttributionMethod
    {
        public string Key => "own";

        public string Title => "Own method";

        public string Source => "this test";

        public AttributionKind Kind => AttributionKind.Map;

        public string Cost => "1F 1B";

        public Needs Needs => Needs.Gradient;

        public Tensor Compute(AttributionContext context) =>
            ((greedy ? context.InputGradient : context.Gradient) * context.Activation).sum([1]);
    }
}
