using GradCam.Core.Tests.Reference;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Recording;

/// <summary>In a batch each picture gets what it gets alone, for a class of its own.</summary>
public class BatchTests
{
    /// <summary>Another batch size sums in another order: 3e-7 was measured.</summary>
    private const double Rounding = 2e-6;

    [Fact]
    public void Run_OnABatch_GivesEachPictureWhatItGetsAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> model = SmallNetwork.Create();
        Tensor pictures = SmallNetwork.Pictures(5);
        int[] classes = [2, 0, 3, 3, 1];

        Dictionary<string, Tensor> together = Explain(model, pictures, classes);

        for (int n = 0; n < classes.Length; n++)
        {
            foreach ((string quantity, Tensor alone) in Explain(model, pictures.narrow(0, n, 1), [classes[n]]))
            {
                double error = RelativeError.L2(Values(together[quantity].narrow(0, n, 1)), Values(alone));
                Assert.True(error <= Rounding, FormattableString.Invariant($"picture {n}, {quantity}: {error}"));
            }
        }
    }

    private static Dictionary<string, Tensor> Explain(nn.Module<Tensor, Tensor> model, Tensor pictures, int[] classes)
    {
        using Pass pass = Pass.Run(model, pictures, new PassRequest { Layers = [SmallNetwork.Layer], InputGradient = true });
        using Tensor gradient = pass.LayerGradient(classes);
        using Tensor guided = pass.InputGradient(classes, RectifierKinds.All);
        using Tensor plain = pass.InputGradient(classes, RectifierKinds.None, last: true);
        AttributionContext context = PassReading.Context(pass.Activation(0), gradient);
        return new Dictionary<string, Tensor>
        {
            ["logits"] = pass.Logits.clone(),
            ["gradient"] = gradient.clone(),
            ["guided"] = guided.clone(),
            ["plain gradient"] = plain.clone(),
            ["gradcam"] = new GradCamMethod().Compute(context),
            ["gradcam++"] = new GradCamPlusPlusMethod().Compute(context),
        };
    }

    private static float[] Values(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();
}
