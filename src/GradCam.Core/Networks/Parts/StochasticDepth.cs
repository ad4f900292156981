using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// While training, leaves out a residual branch for some pictures of the batch and scales it for the others (Huang et al.,
/// arXiv 1603.09382); in evaluation its input.
/// </summary>
/// <param name="probability">How likely a picture's branch is left out; 0 to below 1.</param>
internal sealed class StochasticDepth(double probability) : NetworkPart(nameof(StochasticDepth))
{
    protected override Tensor Compute(Tensor x)
    {
        if (!training || probability == 0)
        {
            return x.alias();
        }

        using var kept = (TorchSharp.Scalar)(1 - probability);
        long[] shape = [x.shape[0], .. Enumerable.Repeat(1L, (int)x.dim() - 1)];
        return x * (empty(shape, device: x.device).bernoulli_(1 - probability) / kept);
    }
}
