using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Grad-CAM: <c>relu( sum_k mean_ij(g_k) * A_k )</c> (Selvaraju et al., arXiv 1610.02391, equations 1 and 2).
/// </summary>
/// <remarks>The paper takes a rectified A; here A is the named layer's output as it is.</remarks>
public static class GradCamMap
{
    /// <summary>The weighted sum over channels before the ReLU: [N, h, w], float32; the caller's to dispose.</summary>
    /// <param name="activation">A: [N, C, h, w].</param>
    /// <param name="gradient">g, the class score's gradient at A: [N, C, h, w].</param>
    public static Tensor WeightedSum(Tensor activation, Tensor gradient)
    {
        using Tensor weights = gradient.mean([2, 3]);
        return ChannelSum.Of(weights, activation);
    }

    /// <summary>The map: [N, h, w], float32, 0 or more; the caller's to dispose.</summary>
    /// <param name="activation">A: [N, C, h, w].</param>
    /// <param name="gradient">g, the class score's gradient at A: [N, C, h, w].</param>
    public static Tensor Compute(Tensor activation, Tensor gradient)
    {
        using Tensor sum = WeightedSum(activation, gradient);
        return sum.relu();
    }
}
