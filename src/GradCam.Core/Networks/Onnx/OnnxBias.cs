using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>What nodes add to the values that they are given, for methods that account for it.</summary>
internal static class OnnxBias
{
    /// <summary>Computes what a node adds; null where it adds no constant.</summary>
    /// <param name="step">The node.</param>
    /// <param name="graph">Its graph.</param>
    public static Func<Tensor>? Of(OnnxStep step, OnnxGraph graph)
    {
        Tensor? Constant(int place) => place < step.Inputs.Count && step.Inputs[place] >= 0 ? graph.Constants[step.Inputs[place]] : null;
        return step.Node.Operator switch
        {
            "Conv" or "ConvTranspose" when Constant(2) is { } bias => () => OfChannels(bias),
            "Gemm" when Constant(2) is { } bias => () => Times(bias, step.Node.Float("beta", 1)),
            "Add" when (Constant(0) ?? Constant(1)) is { } bias => () => Shaped(bias),
            "Sub" when Constant(1) is { } bias => () => -Shaped(bias),
            "BatchNormalization" when Constant(1) is { } weight && Constant(2) is { } bias && Constant(3) is { } mean && Constant(4) is { } variance =>
                () => OfChannels(bias - (mean * weight / Plus(variance, step.Node.Float("epsilon", 1e-5f)).sqrt())),
            _ => null,
        };
    }

    private static Tensor OfChannels(Tensor bias) => bias.view(-1, 1, 1);

    /// <summary>Without the dimension of pictures, where it has one of its own.</summary>
    private static Tensor Shaped(Tensor bias) => bias.dim() == 4 && bias.shape[0] == 1 ? bias.squeeze(0) : bias.alias();

    private static Tensor Times(Tensor tensor, double factor) => OnnxValues.Times(tensor, factor);

    private static Tensor Plus(Tensor tensor, double term) => OnnxValues.Plus(tensor, term);
}
