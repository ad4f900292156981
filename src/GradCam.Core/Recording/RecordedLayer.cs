using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>One layer as a method sees it.</summary>
/// <param name="Name">The layer's dotted name.</param>
/// <param name="Activation">A, its output: [N, C, h, w].</param>
/// <param name="Gradient">g, the scores' gradient there: [N, C, h, w]; null where it was not declared.</param>
public sealed record RecordedLayer(string Name, Tensor Activation, Tensor? Gradient);
