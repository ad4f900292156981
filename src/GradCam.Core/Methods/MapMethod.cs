using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>A way to make a map [N, h, w] from a layer's activation and gradient.</summary>
/// <param name="Key">Its name in file names and on the command line.</param>
/// <param name="Title">Its name in the field.</param>
/// <param name="Source">Paper and equations.</param>
/// <param name="Compute">Activation and gradient [N, C, h, w] and the weighing of Grad-CAM++ to a map [N, h, w], the caller's to dispose.</param>
public sealed record MapMethod(string Key, string Title, string Source, Func<Tensor, Tensor, PlusPlusWeights, Tensor> Compute);
