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
            var request = new RecordingRequest { LayerName = figures.Layer, Folded = folded };
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
        nn.Module<Tensor, Tensor> model, Tensor picture, RecordingRequest request, ReferenceFigures figures, Dictionary<string, double> errors)
    {
        // The case of another layer has no guided figures: they would be the same.
        bool guided = figures.Names.Contains("guided");
        using ForwardPass pass = ForwardPass.Run(model, picture, request with { InputGradient = guided });
        using Tensor gradient = pass.LayerGradient([ReferenceFigures.ClassIndex]);
        void Compare(string name, Tensor actual) => errors.Add(name, Error(actual, figures[name]));
        Compare("logits", pass.Logits);
        Compare("activation", pass.Activation!);
        Compare("gradient", gradient);
        Compare("gradcam", GradCamMap.WeightedSum(pass.Activation!, gradient));
        Compare("gradcam++", GradCamPlusPlusMap.WeightedSum(pass.Activation!, gradient));
        if (guided)
        {
            using Tensor all = pass.InputGradient([ReferenceFigures.ClassIndex], RectifierKinds.All);
            using Tensor modules = pass.InputGradient([ReferenceFigures.ClassIndex], RectifierKinds.ReluModule, last: true);
            Compare("guided", all);
            Compare("original-guided", modules);
        }
    }

    private static void Original(
        nn.Module<Tensor, Tensor> model, Tensor picture, RecordingRequest request, ReferenceFigures figures, Dictionary<string, double> errors)
    {
        using ForwardPass pass = ForwardPass.Run(model, picture, request with { Recorded = RecordedOutput.LeftInMemory });
        using Tensor gradient = pass.LayerGradient([ReferenceFigures.ClassIndex], last: true);
        Tensor activation = pass.Activation!;
        void Compare(string name, Tensor actual) => errors.Add(name, Error(actual, figures[name]));
        Compare("original-gradcam", GradCamMap.WeightedSum(activation, gradient));
        Compare("original-gradcam++", GradCamPlusPlusMap.WeightedSum(activation, gradient, PlusPlusWeights.AnyPositive));
    }

    private static double Error(Tensor actual, ReferenceArray expected)
    {
        // All but the batch of one.
        Assert.Equal(expected.Shape, actual.shape[1..]);
        using Tensor values = actual.detach().contiguous();
        return RelativeError.L2(values.data<float>().ToArray(), expected.Values);
    }
}
