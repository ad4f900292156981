using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>One call of a layer that adds a bias.</summary>
/// <param name="Bias">What it adds to each channel, as it is added: [C, 1, 1], or [C] of a linear layer.</param>
/// <param name="Gradient">The scores' gradient at its output: [N, C, h, w]; of a linear layer [N, ..., C], or with windows in the place of pictures, picture by picture.</param>
public sealed record RecordedBias(Tensor Bias, Tensor Gradient);
