using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>Baselines as the network sees them.</summary>
internal static class Baselines
{
    /// <summary>A baseline's colour in the network's input: [3, 1, 1], of the input's type, beside it.</summary>
    /// <param name="baseline">Which one.</param>
    /// <param name="context">What is explained; its method has passes of its own.</param>
    public static Tensor ColourOf(Baseline baseline, AttributionContext context)
    {
        Preprocessing preprocessing = context.Probe.Preprocessing;
        double[] colour = [.. preprocessing.Mean.Zip(preprocessing.Std).Select(channel => baseline switch
        {
            Baseline.Black => -(double)channel.First / channel.Second,
            Baseline.White => (1 - (double)channel.First) / channel.Second,
            _ => 0,
        })];
        return tensor(colour, [colour.Length, 1, 1], dtype: context.Input.dtype, device: context.Input.device);
    }
}
