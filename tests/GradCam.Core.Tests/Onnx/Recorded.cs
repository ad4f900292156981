using GradCam.Core.Tests.Reference;
using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Onnx;

/// <summary>What one network gives for one picture.</summary>
/// <param name="Logits">Its logits.</param>
/// <param name="Layers">Of each layer the activation, the gradient, and the Grad-CAM map.</param>
/// <param name="InputGradient">The gradient at the input.</param>
/// <param name="Guided">The same with guarded rectifiers; null where there are none.</param>
internal sealed record Recorded(float[] Logits, IReadOnlyList<(float[] Activation, float[] Gradient, float[] Map)> Layers, float[] InputGradient, float[]? Guided)
{
    /// <summary>Records a network.</summary>
    public static Recorded Of(nn.Module<Tensor, Tensor> network, Tensor picture, string[] layers, Func<string, ActivationLayout>? layoutOf, int classId)
    {
        var request = new PassRequest { Layers = layers, LayoutOf = layoutOf, InputGradient = true, MayOverwrite = false, MayDeconvolve = false };
        using Pass pass = Pass.Run(network, picture, request);
        Score[] scores = [Score.Logit(classId)];
        using PassGradients plain = pass.Backward(scores, RectifierGuard.None, GradientTargets.Layers | GradientTargets.Input);
        using PassGradients guided = pass.Backward(scores, new RectifierGuard(RectifierRule.Guided, RectifierKinds.All), GradientTargets.Input, last: true);
        return new Recorded(
            Values(pass.Logits),
            [.. layers.Index().Select(layer => OfLayer(pass.Activation(layer.Index), plain.Layers[layer.Index]!))],
            Values(plain.Input!),
            pass.RectifiersCalled == RectifierKinds.None ? null : Values(guided.Input!));
    }

    /// <summary>How far each quantity is from another network's, relative to its length.</summary>
    public Dictionary<string, double> DistancesFrom(Recorded expected)
    {
        var distances = new Dictionary<string, double> { ["logits"] = RelativeError.L2(Logits, expected.Logits) };
        for (int i = 0; i < Layers.Count; i++)
        {
            distances.Add($"activation {i}", RelativeError.L2(Layers[i].Activation, expected.Layers[i].Activation));
            distances.Add($"gradient {i}", RelativeError.L2(Layers[i].Gradient, expected.Layers[i].Gradient));
            distances.Add($"map {i}", RelativeError.L2(Layers[i].Map, expected.Layers[i].Map));
        }

        distances.Add("input-gradient", RelativeError.L2(InputGradient, expected.InputGradient));
        if (Guided is not null && expected.Guided is not null)
        {
            distances.Add("guided", RelativeError.L2(Guided, expected.Guided));
        }

        return distances;
    }

    private static (float[] Activation, float[] Gradient, float[] Map) OfLayer(Tensor activation, Tensor gradient)
    {
        using IDisposable plain = no_grad();
        using Tensor weights = gradient.mean([2, 3], keepdim: true), product = activation * weights, map = product.sum([1]);
        return (Values(activation), Values(gradient), Values(map));
    }

    private static float[] Values(Tensor tensor)
    {
        using Tensor values = tensor.detach().contiguous();
        return values.data<float>().ToArray();
    }
}
