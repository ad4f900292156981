using GradCam.Core.Tests.Recording;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Explaining;

/// <summary>Where the caller has turned gradients off, as inference code does, guided gradients were all zero, without a word.</summary>
public sealed class CallersModesTests : IDisposable
{
    private const int Classes = 3;

    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-modes-").FullName;

    public static TheoryData<string> Modes => ["no_grad", "inference_mode"];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Modes))]
    public void LoadedNetwork_WhereGradientsAreOff_GivesWhatItGivesElsewhere(string mode)
    {
        string path = FormulaFile.Write(folder, "shufflenet_v2", Classes);
        using Explainer elsewhere = Explainer.Load(path), fresh = Explainer.Load(path);
        Explanation expected = elsewhere.Explain(FormulaFile.Picture(1));

        using IDisposable off = Enter(mode);
        using Explainer loadedInside = Explainer.Load(path);
        SameExplanation.Assert(expected, elsewhere.Explain(FormulaFile.Picture(1)));
        SameExplanation.Assert(expected, fresh.Explain(FormulaFile.Picture(1)));
        SameExplanation.Assert(expected, loadedInside.Explain(FormulaFile.Picture(1)));
        AssertStillOff(mode);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void NetworkLoadedWhereGradientsAreOff_UsedElsewhere_GivesTheSame(string mode)
    {
        string path = FormulaFile.Write(folder, "shufflenet_v2", Classes);
        using Explainer elsewhere = Explainer.Load(path);
        Explainer loadedInside;
        using (Enter(mode))
        {
            loadedInside = Explainer.Load(path);
        }

        using (loadedInside)
        {
            SameExplanation.Assert(elsewhere.Explain(FormulaFile.Picture(1)), loadedInside.Explain(FormulaFile.Picture(1)));
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void CallersModule_WhereGradientsAreOff_GivesWhatItGivesElsewhere(string mode)
    {
        using nn.Module<Tensor, Tensor> module = SmallNetwork.Create();
        using Explainer explainer = SmallNetwork.Explainer(module);
        Explanation expected = explainer.Explain(FormulaFile.Picture(2));

        using IDisposable off = Enter(mode);
        SameExplanation.Assert(expected, explainer.Explain(FormulaFile.Picture(2)));
        AssertStillOff(mode);
    }

    private static IDisposable Enter(string mode) => mode == "no_grad" ? no_grad() : inference_mode();

    private static void AssertStillOff(string mode)
    {
        Assert.False(is_grad_enabled());
        Assert.Equal(mode == "inference_mode", is_inference_mode_enabled());
    }
}
