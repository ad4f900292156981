using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Recording;

/// <summary>The gradients of classes' logits, a backward pass each.</summary>
internal static class PassReading
{
    /// <summary>At the first recorded layer: [N, C, h, w]; the caller's to dispose.</summary>
    public static Tensor LayerGradient(this Pass pass, int[] classes, bool last = false) =>
        pass.Backward(Logits(classes), RectifierGuard.None, GradientTargets.Layers, last).Layers[0]!;

    /// <summary>At the input, with some rectifiers under the guided rule: [N, 3, S, S]; the caller's to dispose.</summary>
    public static Tensor InputGradient(this Pass pass, int[] classes, RectifierKinds guided, bool last = false) =>
        pass.InputGradient(classes, new RectifierGuard(RectifierRule.Guided, guided), last);

    /// <summary>At the input, under any rule: [N, 3, S, S]; the caller's to dispose.</summary>
    public static Tensor InputGradient(this Pass pass, int[] classes, RectifierGuard guard, bool last = false) =>
        pass.Backward(Logits(classes), guard, GradientTargets.Input, last).Input!;

    /// <summary>What a method of maps sees of a layer.</summary>
    /// <param name="activation">A: [N, C, h, w].</param>
    /// <param name="gradient">g: [N, C, h, w].</param>
    public static AttributionContext Context(Tensor activation, Tensor gradient) =>
        new(activation, activation, [], [new RecordedLayer("layer", activation, gradient)]);

    private static Score[] Logits(int[] classes) => [.. classes.Select(Score.Logit)];
}
