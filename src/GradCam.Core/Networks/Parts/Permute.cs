using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Puts the dimensions into another order: a view.</summary>
/// <param name="order">Which dimension of the input stands at each place of the output.</param>
internal sealed class Permute(params long[] order) : NetworkPart(nameof(Permute))
{
    protected override Tensor Compute(Tensor x) => x.permute(order);
}
