using GradCam.Core.Tests.Recording;
using GradCam.Methods;
using GradCam.Recording;
using GradCam.Rendering;
using GradCam.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>The list of methods, and how text names them.</summary>
public class MethodCatalogTests
{
    public static TheoryData<string> Keys => [.. MethodCatalog.All.Select(method => method.Key)];

    [Fact]
    public void Keys_OfAllMethodsAndWrappers_AreDifferentAndFitFileNames()
    {
        string[] keys = [.. MethodCatalog.All.Select(method => method.Key), .. MethodCatalog.Wrappers.Select(wrapper => wrapper.Key)];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Matches("^[a-z+-]+$", key));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Method_OfTheCatalogue_TakesEachOfItsParametersAsItIs(string key)
    {
        IAttributionMethod method = MethodCatalog.Find(key);
        Assert.All(method.Parameters, parameter => Assert.Equal(method, parameter.Set(parameter.Value)));
    }

    [Fact]
    public void Parse_OfParameters_SetsThem()
    {
        Assert.Equal(new RiseMethod { Masks = 8000, Cells = 5, Kept = 0.25 }, MethodCatalog.Parse("RISE:masks=8000:cells=5:kept=0.25"));
        Assert.Equal(new IntegratedGradientsMethod { Baseline = Baseline.Black }, MethodCatalog.Parse("integratedgradients:baseline=black"));
    }

    [Fact]
    public void Parse_OfWrappers_WrapsFromTheInsideOut()
    {
        IAttributionMethod method = MethodCatalog.Parse("flips:noise:samples=4:finercam:gamma=1");
        Assert.Equal(new FlipsMethod(new NoiseMethod(new FinerCamMethod { Gamma = 1 }) { Samples = 4 }), method);
        Assert.Equal("flips-noise-finercam", method.Key);
    }

    [Theory]
    [InlineData("gradcam")]
    [InlineData("rise:masks=8:cells=5:kept=0.25")]
    [InlineData("flips:noise:samples=4:level=0.2:finercam:gamma=0.3:references=3")]
    [InlineData("firstcomponent:layercam")]
    public void TextOf_AMethod_IsWhatParseReads(string text)
    {
        IAttributionMethod method = MethodCatalog.Parse(text);
        Assert.Equal(text, MethodCatalog.TextOf(method));
        Assert.Equal(method, MethodCatalog.Parse(MethodCatalog.TextOf(method)));
    }

    [Theory]
    [InlineData("noise-gradcam")]
    [InlineData("firstcomponent-layercam")]
    [InlineData("flips-noise-rise")]
    public void Find_OfAWrappedKey_IsTheMethodThatHasIt(string key) => Assert.Equal(key, MethodCatalog.Find(key).Key);

    [Theory]
    [InlineData("noise", "method noise wraps another one: name that behind it, as in noise:gradcam")]
    [InlineData("noise:samples=4", "method noise wraps another one: name that behind it, as in noise:gradcam")]
    [InlineData("firstcomponent:rise", "method rise is no sum over channels, so it has no first component")]
    [InlineData("rise:mask=3", "method rise has no parameter 'mask=3': it has masks (a whole number from 1 to 1000000), cells (a whole number from 1 to 100), kept (a number from 0.01 to 1)")]
    [InlineData("rise:masks=0", "masks=0 is out of range: give a whole number from 1 to 1000000")]
    [InlineData("layercams", "method 'layercams' does not exist (did you mean layercam")]
    public void Parse_OfWhatCannotBeMeant_SaysWhy(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<UsageException>(() => MethodCatalog.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void GuidedGradCam_IsDrawn_AsThePictureOfTheOriginalProgram_AndSigned() =>
        Assert.Equal(["cam_gb", "signed-guidedgradcam"], PictureCatalog.For(new GuidedGradCamMethod()).Select(kind => kind.Key));

    [Fact]
    public void AllMethodsWithoutPasses_OfOneClass_TakeOneForwardAndFourBackwardPasses()
    {
        using DisposeScope scope = NewDisposeScope();
        using Network network = TinyNetwork.Create();
        var plan = Plan.Create(network, new ExplainOptions { Pictures = [], Methods = MethodCatalog.WithoutPasses, SkipUnserved = true });
        int forwards = 0;
        var hook = network.Module.register_forward_hook((_, _, output) =>
        {
            forwards++;
            return output;
        });
        PlanRun.Run(plan, SmallNetwork.Pictures(1, TinyNetwork.Side), [[Target.Class(1)]], new StageClock());
        hook.remove();
        Assert.Equal(1, forwards);

        using Pass pass = Pass.Run(network.Module, SmallNetwork.Pictures(1, TinyNetwork.Side), plan.Request);
        using ScoredPass scored = ScoredPass.Run(pass, plan.Request, [Score.Logit(1)], [true], plan.Methods.Select(method => method.Needs), last: true);
        Assert.Equal(4, scored.BackwardPasses);
    }

    /// <summary>A wrapped method's gradients are those of the changed pictures: of the picture itself nobody reads any.</summary>
    [Theory]
    [InlineData("flips:gradcam")]
    [InlineData("noise:samples=2:guided")]
    [InlineData("flips:fullgrad")]
    [InlineData("noise:samples=2:flips:finercam")]
    public void WrappedMethod_TakesNoBackwardPassOfThePictureItself(string text)
    {
        using DisposeScope scope = NewDisposeScope();
        using Network network = TinyNetwork.Create();
        var plan = Plan.Create(network, new ExplainOptions { Pictures = [], Methods = [MethodCatalog.Parse(text)] });
        using Tensor picture = SmallNetwork.Pictures(1, TinyNetwork.Side);
        using Pass pass = Pass.Run(network.Module, picture, plan.Request);
        using ScoredPass scored = ScoredPass.Run(pass, plan.Request, [Score.Logit(1)], [true], plan.Methods.Select(method => method.Needs), last: true);

        Assert.Equal(0, scored.BackwardPasses);
        Assert.False(pass.Logits.requires_grad);
        Assert.Single(PlanRun.Run(plan, picture, [[Target.Class(1)]], new StageClock())[0].Maps);
    }
}
