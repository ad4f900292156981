using static TorchSharp.torch;

namespace Shapes.Training;

/// <summary>What one worker found in one step.</summary>
/// <param name="Gradient">All gradients in one row, float32; the receiver's.</param>
/// <param name="Loss">The mean cross entropy.</param>
/// <param name="Right">How many scenes got one of their own classes as the answer.</param>
internal sealed record StepResult(Tensor Gradient, float Loss, int Right);
