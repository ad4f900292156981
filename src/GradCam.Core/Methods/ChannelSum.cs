using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>The sum over channels that every map is made of.</summary>
internal static class ChannelSum
{
    /// <summary><c>sum_k w_k * A_k</c> of each picture: [N, h, w]; the caller's to dispose.</summary>
    /// <param name="weights">w: [N, C].</param>
    /// <param name="activation">A: [N, C, h, w].</param>
    public static Tensor Weigh(Tensor weights, Tensor activation) => einsum("nk,nkij->nij", weights, activation);
}
