using GradCam.Core.Tests.Recording;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Reference;

/// <summary>Runs a network on the formula checkpoint and picture and measures how far each quantity is from its figure.</summary>
internal static class ParityMeasurement
{
    /// <summary>Quantity to relative L2 error, in the order of computation.</summary>
    /// <param name="network">The network's name in the catalogue.</param>
    /// <param name="figures">What to compare with, at the figures' own layer.</param>
    /// <param name="fold">Whether batch normalisations are folded into the convolutions before them.</param>
    public static Dictionary<string, double> Of(string network, ReferenceFigures figures, bool fold)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> model = NetworkCatalog.Find(network).Create((int)figures["logits"].Shape[0]);
        using FoldedNorms? folded = fold ? new FoldedNorms(model) : null;
        Dictionary<string, Tensor> checkpoint = FormulaCheckpoint.For(model);
        var errors = new Dictionary<string, double>();
        try
        {
            ModuleWeights.Load(model, checkpoint, $"formula checkpoint of {network}");
            Tensor picture = FormulaPicture.Input();
            var request = new PassRequest { Layers = [figures.Layer], Folded = folded, MayOverwrite = false };
            Paper(model, picture, request, figures, errors);
            Original(model, picture, request, figures, errors);
        }
        finally
        {
            foreach (Tensor weight in checkpoint.Values)
            {
                weight.Dispose();
            }
        }

        return errors;
    }

    private static void Paper(
        nn.Module<Tensor, Tensor> model, Tensor picture, PassRequest request, ReferenceFigures figures, Dictionary<string, double> errors)
    {
        // The case of another layer has no guided figures: they would be the same.
        bool guided = figures.Names.Contains("guided");
        using Pass pass = Pass.Run(model, picture, request with { InputGradient = guided });
        using Tensor gradient = pass.LayerGradient([ReferenceFigures.ClassIndex]);
        void Compare(string name, Tensor actual) => errors.Add(name, Error(actual, figures[name]));
        Compare("logits", pass.Logits);
        Compare("activation", pass.Activation(0));
        Compare("gradient", gradient);
        AttributionContext context = PassReading.Context(pass.Activation(0), gradient);
        Compare("gradcam", new GradCamMethod().Compute(context));
        Compare("gradcam++", new GradCamPlusPlusMethod().Compute(context));
        if (guided)
        {
            using Tensor all = pass.InputGradient([ReferenceFigures.ClassIndex], RectifierKinds.All);
            using Tensor modules = pass.InputGradient([ReferenceFigures.ClassIndex], RectifierKinds.ReluModule, last: true);
            Compare("guided", all);
            Compare("original-guided", modules);
        }
    }

    private static void Original(
        nn.Module<Tensor, Tensor> model, Tensor picture, PassRequest request, ReferenceFigures figures, Dictionary<string, double> errors)
    {
        using Pass pass = Pass.Run(model, picture, request with { Recorded = RecordedOutput.LeftInMemory });
        using Tensor gradient = pass.LayerGradient([ReferenceFigures.ClassIndex], last: true);
        AttributionContext context = PassReading.Context(pass.Activation(0), gradient);
        void Compare(string name, Tensor actual) => errors.Add(name, Error(actual, figures[name]));
        Compare("original-gradcam", new GradCamMethod().Compute(context));
        Compare("original-gradcam++", AnyPositivePlusPlusMethod.Sum(context));
    }

    private static double Error(Tensor actual, ReferenceArray expected)
    {
        // All but the batch of one.
        Assert.Equal(expected.Shape, actual.shape[1..]);
        using Tensor values = actual.detach().contiguous();
        return RelativeError.L2(values.data<float>().ToArray(), expected.Values);
    }
}
