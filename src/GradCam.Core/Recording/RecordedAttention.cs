using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>One attention among all tokens of the pictures: the class token first, then those of the picture row by row.</summary>
/// <param name="Weights">What each token, a row, takes of each other: [N, heads, 1 + h * w, 1 + h * w]; every row adds up to 1.</param>
/// <param name="Gradient">The scores' gradient there; null where it was not declared.</param>
public sealed record RecordedAttention(Tensor Weights, Tensor? Gradient);
