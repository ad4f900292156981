using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>A layer's output with the first and second derivative of a score there.</summary>
/// <param name="Activation">A, the output: [N, C, h, w].</param>
/// <param name="Gradient">g, the gradient: [N, C, h, w].</param>
/// <param name="Product">H A, the second derivative times A, A held fast: [N, C, h, w].</param>
public sealed record LayerCurvature(Tensor Activation, Tensor Gradient, Tensor Product);
