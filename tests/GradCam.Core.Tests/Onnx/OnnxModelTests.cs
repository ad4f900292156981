using GradCam.Core.Tests.Explaining;
using GradCam.Core.Tests.Imaging;
using GradCam.Core.Tests.Networks;
using GradCam.Core.Tests.Reference;
using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Recording;
using GradCam.Sources;

namespace GradCam.Core.Tests.Onnx;

/// <summary>What is explained of an ONNX model, by the library's front door.</summary>
public sealed class OnnxModelTests : IDisposable
{
    private static readonly RgbImage Picture = TestPictures.Pattern();

    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-onnx-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Softmax")]
    [InlineData("LogSoftmax")]
    [InlineData("Softmax", "Identity", "ArgMax")]
    [InlineData("ArgMax")]
    public void Explain_OfAModelThatEndsInASoftmax_ExplainsTheLogit(params string[] behind)
    {
        Explanation plain = Explain(new TinyModel()), behindIt = Explain(new TinyModel { Behind = behind });
        SameExplanation.Assert(plain, behindIt);
        Assert.Equal(plain.Class, behindIt.Class);
        Assert.Equal(1, plain.TopFive.Sum(score => score.Probability), 5);
    }

    [Fact]
    public void Explain_OfAModelThatGivesMaps_ExplainsWhatHasAValueAClass()
    {
        OnnxWriter maps = OnnxWriter.Value("/features/features.1/features.1.1/Relu_output_0", OnnxValue.Float, -1, 5, 4, 4);
        SameExplanation.Assert(Explain(new TinyModel()), Explain(new TinyModel { Outputs = [maps] }));
    }

    [Fact]
    public void Explain_OfAModelThatGivesFeatures_ExplainsWhatIsCalledLogits()
    {
        OnnxWriter features = OnnxWriter.Value("/Reshape_output_0", OnnxValue.Float, -1, 5), called = OnnxWriter.Node("Identity", ["/fc/Gemm_output_0"], ["head_logits"]);
        SameExplanation.Assert(Explain(new TinyModel()), Explain(new TinyModel { Outputs = [features], More = [called], Output = "head_logits" }));
    }

    [Fact]
    public void Explain_OfAModelThatTakesBytes_IsThatOfTheSameModelOfFractions()
    {
        OnnxWriter[] front =
        [
            OnnxWriter.Node("Cast", ["input"], ["fractions"], [new("to", (long)OnnxValue.Float)]),
            OnnxWriter.Node("Sub", ["fractions", "middle"], ["moved"]),
            OnnxWriter.Node("Div", ["moved", "spread"], ["pixels"]),
        ];
        OnnxWriter[] numbers = [OnnxWriter.Tensor("middle", OnnxValue.Number(127.5f)), OnnxWriter.Tensor("spread", OnnxValue.Number(63.75f))];
        Explanation bytes = Explain(new TinyModel { Type = OnnxValue.UInt8, Front = front, Taken = "pixels", Tensors = numbers }, "gradcam", "gradient");
        Explanation fractions = Explain(new TinyModel { Metadata = [("mean", "[0.5,0.5,0.5]"), ("std", "[0.25,0.25,0.25]")] }, "gradcam", "gradient");
        Assert.InRange(RelativeError.L2([.. bytes.Logits], [.. fractions.Logits]), 0, 1e-5);
        Assert.InRange(RelativeError.L2([.. bytes.Maps["gradcam"].Values], [.. fractions.Maps["gradcam"].Values]), 0, 1e-5);
        // A byte's step is so much smaller than the fraction's that the model makes of it.
        Assert.InRange(RelativeError.L2([.. bytes.Maps["gradient"].Values.Select(value => 63.75f * value)], [.. fractions.Maps["gradient"].Values]), 0, 1e-5);
        Assert.False(bytes.Provenance.AssumesNormalisation);
    }

    [Fact]
    public void Load_OfAModelThatTakesBytes_TakesNoMean()
    {
        string path = new TinyModel { Type = OnnxValue.UInt8 }.Write(folder);
        UsageException refused = Assert.Throws<UsageException>(() => Explainer.Load(path, new LoadOptions { Mean = [0.5f, 0.5f, 0.5f] }));
        Assert.Equal("mean", refused.Name);
        Assert.Contains("takes a picture's bytes", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, false, true)]
    public void Explain_OfAModelThatSaysNoNormalisation_SaysThatImageNetsWasTaken(bool hasMean, bool hasStd, bool isAssumed)
    {
        (string, string)[] said = [.. hasMean ? [("mean", "[0.5,0.5,0.5]")] : Array.Empty<(string, string)>(), .. hasStd ? [("std", "[0.5,0.5,0.5]")] : Array.Empty<(string, string)>()];
        Assert.Equal(isAssumed, Explain(new TinyModel { Metadata = said }, "gradcam").Provenance.AssumesNormalisation);
    }

    [Fact]
    public void Explain_OfAModelThatEndsInASigmoidOfOne_HasTwoClasses()
    {
        float z = Assert.Single(Explain(new TinyModel { Classes = 1 }, "gradcam").Logits);
        Explanation two = Explain(new TinyModel { Classes = 1, Behind = ["Sigmoid"] }, "gradcam");
        Assert.Equal<float>([-z / 2, z / 2], two.Logits);
        Assert.Equal(1 / (1 + Math.Exp(-z)), two.TopFive.Single(score => score.Id == 1).Probability, 5);
    }

    [Fact]
    public void Explain_OfAModelThatEndsInASigmoidOfMany_HasAProbabilityForEach()
    {
        string path = new TinyModel { Behind = ["Sigmoid"] }.Write(folder);
        using var explainer = Explainer.Load(path);
        Assert.True(explainer.Facts.IsMultiLabel);
        Explanation many = explainer.Explain(Picture, Only("gradcam", "rise:masks=8"));
        Assert.Equal(Explain(new TinyModel(), "gradcam").Logits.AsEnumerable(), many.Logits);
        Assert.All(many.TopFive, score => Assert.Equal(1 / (1 + Math.Exp(-many.Logits[score.Id])), score.Probability, 5));
    }

    [Fact]
    public void Scores_OfAModelThatEndsInASigmoidOfMany_AreOfTheClassAlone()
    {
        using var explainer = Explainer.Load(new TinyModel { Behind = ["Sigmoid"] }.Write(folder));
        ExplainOptions options = Only("gradcam");
        PictureProbe probe = explainer.ProbeOf(explainer.Prepare(new Question(Picture), options), options, null, CancellationToken.None);
        for (int id = 0; id < 4; id++)
        {
            ProbedScore score = Assert.Single(probe.Scores(id, [input => probe.Input.ToArray().CopyTo(input)]));
            Assert.Equal(1 / (1 + Math.Exp(-score.Logit)), score.Probability, 12);
            Assert.Equal(1 / (1 + Math.Exp(score.Logit)), score.Rest, 12);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Explain_OfAModelOfSoManyPicturesAtOnce_GivesEachWhatItGetsAlone(int batch)
    {
        string[] methods = [.. MethodCatalog.All.Select(method => method.Key).Where(IsDone)];
        using var baked = Explainer.Load(new TinyModel { Batch = batch }.Write(folder, "baked"));
        using var free = Explainer.Load(new TinyModel().Write(folder, "free"));
        Question[] questions = [new(Picture, 1), new(Turned(Picture), 2), new(Picture, 3)];
        IReadOnlyList<Explanation> expected = free.Explain(questions, Only(methods)), actual = baked.Explain(questions, Only(methods));
        Assert.Equal([0, 1, 2], actual.Select(one => one.Picture));
        Assert.All(expected.Zip(actual), pair => AssertNear(pair.First, pair.Second));
    }

    [Fact]
    public void Fullgrad_OfAModel_AccountsForTheScore()
    {
        Explanation explanation = Explain(new TinyModel(), "fullgrad");
        Assert.InRange(explanation.Gaps["fullgrad"], 0, 1e-5);
    }

    [Fact]
    public void DefaultLayer_WhereALinearLayerMakesTheScores_IsTheLastGrid()
    {
        using var explainer = Explainer.Load(new TinyModel().Write(folder));
        Assert.Equal(TinyModel.DefaultLayer, explainer.DefaultLayer);
        Assert.Equal(TinyModel.DefaultLayer, explainer.Facts.WholeMapLayer);
    }

    [Fact]
    public void DefaultLayer_WhereAConvolutionMakesTheScores_IsWhatItIsGiven()
    {
        using var explainer = Explainer.Load(new TinyModel { ConvolutionMakesScores = true }.Write(folder));
        Assert.Equal(TinyModel.DefaultLayer, explainer.DefaultLayer);
    }

    [Theory]
    [InlineData("features.1.0.Conv")]
    [InlineData("/features/features.1/features.1.0/Conv")]
    [InlineData("/features/features.1/features.1.0/Conv_output_0")]
    [InlineData("features.1.0")]
    public void Layer_ByAnyOfItsNames_IsFound(string name) =>
        Assert.Equal("features.1.0.Conv", Explain(new TinyModel(), Only("gradcam") with { Layers = [name] }).Layer);

    [Fact]
    public void Layer_OfAScope_IsTheScopesLast() => Assert.Equal(TinyModel.DefaultLayer, Explain(new TinyModel(), Only("gradcam") with { Layers = ["features"] }).Layer);

    [Fact]
    public void Layer_OfAnUnknownName_IsRefusedWithTheNearest() =>
        Assert.Contains("features.1.0.Conv", Assert.Throws<LayerException>(() => Explain(new TinyModel(), Only("gradcam") with { Layers = ["features.1.0.Con"] })).Nearest);

    [Fact]
    public void Layer_WithoutAGrid_IsRefusedWithTheDefault() =>
        Assert.Contains(TinyModel.DefaultLayer, Assert.Throws<LayerException>(() => Explain(new TinyModel(), Only("gradcam") with { Layers = ["fc"] })).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_WithANetwork_IsRefused() => Assert.Throws<UsageException>(() => Explainer.Load(new TinyModel().Write(folder), new LoadOptions { Network = "resnet50" }));

    [Fact]
    public void Load_WithAnotherSizeThanTheOnlyOne_IsRefused()
    {
        Assert.Contains("8 pixels", Assert.Throws<UsageException>(() => Explainer.Load(new TinyModel().Write(folder), new LoadOptions { InputSize = 16 })).Message, StringComparison.Ordinal);
        using var free = Explainer.Load(new TinyModel { DeclaredSide = -1 }.Write(folder, "free"), new LoadOptions { InputSize = 16 });
        Assert.Equal(16, free.Preprocessing.InputSize);
    }

    [Fact]
    public void Attention_OfAModel_IsRefusedByName() =>
        Assert.Contains("ONNX", Assert.Throws<MethodException>(() => Explain(new TinyModel(), MethodCatalog.All.First(method => method.Needs.Attentions).Key)).Message, StringComparison.Ordinal);

    [Fact]
    public void Guided_OfAModel_IsAsOfTheSameModule()
    {
        Explanation explanation = Explain(new TinyModel(), "guided", "gradient");
        Assert.NotEqual(explanation.Maps["guided"].Values.AsEnumerable(), explanation.Maps["gradient"].Values);
    }

    [Fact]
    public void Network_WithoutFolding_KeepsWhatIsKnownOfTheGraph()
    {
        using Network network = NetworkSources.Open(new TinyModel { Batch = 2 }.Write(folder), new LoadOptions());
        using Network plain = network.WithoutFolding();
        Assert.Equal((2, network.LayoutOf, network.LayersCalled), (plain.MaxBatch, plain.LayoutOf, plain.LayersCalled));
    }

    [Fact]
    public void Network_OfAModel_IsCalledAsItsFile() => Assert.Equal("tiny", Explain(new TinyModel(), "gradcam").Provenance.Network);

    private static bool IsDone(string key) => key is not ("rise" or "occlusion" or "smoothgrad") && !MethodCatalog.Find(key).Needs.Attentions && MethodCatalog.Find(key).Cost.Contains("1F", StringComparison.Ordinal);

    private static ExplainOptions Only(params string[] methods) => new() { Pictures = [], Methods = [.. methods.Select(MethodCatalog.Parse)] };

    private static RgbImage Turned(RgbImage picture) => new(picture.Width, picture.Height, [.. picture.Pixels.ToArray().Reverse()]);

    private static void AssertNear(Explanation expected, Explanation actual)
    {
        Assert.All(expected.Logits.Zip(actual.Logits), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        foreach (string key in expected.Maps.Keys)
        {
            float scale = expected.Maps[key].Values.Max(Math.Abs);
            Assert.All(expected.Maps[key].Values.Zip(actual.Maps[key].Values), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-5f * scale, key));
        }
    }

    private Explanation Explain(TinyModel model, params string[] methods) => Explain(model, methods.Length > 0 ? Only(methods) : new ExplainOptions());

    private Explanation Explain(TinyModel model, ExplainOptions options)
    {
        using var explainer = Explainer.Load(model.Write(folder));
        return explainer.Explain(Picture, options);
    }
}
