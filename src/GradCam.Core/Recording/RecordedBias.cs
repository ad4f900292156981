using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>One call of a layer that adds a bias.</summary>
/// <param name="Bias">What it adds to each channel: [C].</param>
/// <param name="Gradient">The scores' gradient at its output: [N, C, h, w], or [N, C] of a linear layer.</param>
public sealed record RecordedBias(Tensor Bias, Tensor Gradient);
